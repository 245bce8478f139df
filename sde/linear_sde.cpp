// Transition kernels of linear SDEs: by flow, by their own closed form, or by composing short flows.
#include "sde/linear_sde.hpp"

#include <cmath>

#include "sde/quadrature.hpp"

namespace pont::sde {
namespace {

// Entry by entry, on the scale of the two standard deviations: small blocks count as much as large ones.
bool entries_close(const Mat& coarse, const Mat& fine) {
  for (Eigen::Index i = 0; i < fine.rows(); ++i)
    for (Eigen::Index j = 0; j <= i; ++j) {
      const double scale = std::sqrt(std::abs(fine(i, i)) * std::abs(fine(j, j)));
      if (std::abs(coarse(i, j) - fine(i, j)) > quadrature_tolerance * scale) return false;
    }
  return true;
}

}  // namespace

std::vector<int> LinearSde::driven() const {
  std::vector<int> blocks;
  for (int i = 0; i < k(); ++i)
    if (D.row(i).cwiseAbs().maxCoeff() > 0) blocks.push_back(i);
  return blocks;
}

Kernel LinearSde::transition(double s, double t) const {
  if (own_transition) return own_transition(s, t);
  if (!varying_D) return flow(A, D, elapsed(t) - elapsed(s));
  return composed_flow(
      A, clock.elapsed, [this](double r) { return diffusion(r); }, s, t);
}

Vec LinearSde::mean(double t, const Vec& m0) const { return transition(0, t).Phi.lazyProduct(m0); }

Mat LinearSde::covariance(double t, const Mat& S0) const { return transition(0, t).push(S0); }

Kernel composed_flow(const Mat& A, const std::function<double(double)>& elapsed,
                     const std::function<Mat(double)>& W, double t0, double t1) {
  const Mat none = Mat::Zero(A.rows(), A.rows());
  const double end = elapsed(t1);
  auto carried = [&](double r) -> Mat {  // noise entering at r, carried to t1
    const Mat Phi = flow(A, none, end - elapsed(r)).Phi;
    return Phi * W(r) * Phi.transpose();
  };
  const Mat Q = t1 > t0 ? integrate(carried, t0, t1, entries_close) : none;
  return {flow(A, none, end - elapsed(t0)).Phi, 0.5 * (Q + Q.transpose())};
}

}  // namespace pont::sde
