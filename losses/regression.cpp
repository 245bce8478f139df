// The factorisation behind the regression target.
#include "losses/regression.hpp"

#include <array>

namespace pont::losses {
namespace {

using sde::Mat;

// W = ell Q by Gram-Schmidt from the last row up: no product of W with itself, which would square its
// condition.
void factor_rows(const Mat& W, Mat& ell, Mat& Q) {
  const auto m = W.rows();
  ell = Mat::Zero(m, m);
  Q = W;
  for (auto i = m - 1; i >= 0; --i) {
    for (auto j = m - 1; j > i; --j) {
      ell(i, j) = Q.row(i).dot(Q.row(j));
      Q.row(i) -= ell(i, j) * Q.row(j);
    }
    ell(i, i) = Q.row(i).norm();
    Q.row(i) /= ell(i, i);
  }
}

}  // namespace

Regression::Regression(sde::Perturbation perturbation, std::shared_ptr<const Parametrisation> parametrisation)
    : perturbation_(std::move(perturbation)),
      parametrisation_(std::move(parametrisation)),
      driven_(perturbation_.sde().driven()) {}

Mat Regression::Coefficients::shift() const { return ell.triangularView<Eigen::Upper>().solve(R); }

Regression::Coefficients Regression::at(double t) const {
  std::array<double, 3 * sde::max_blocks * sde::max_blocks> raw;
  perturbation_.coefficients(t, raw.data());
  const int n = k();
  const Eigen::Map<const Mat> Phi(raw.data(), n, n), L(raw.data() + n * n, n, n),
      W(raw.data() + 2 * n * n, n, n);
  // The auxiliary covariance that S0 leaves out is only ever added: nothing cancels.
  const Mat Sigma = L * L.transpose() + Phi * (sde().initial - perturbation_.S0()) * Phi.transpose();
  Coefficients c{Phi, L, {}, {}, parametrisation_->reference(driven_, Phi, Sigma)};
  factor_rows(W(driven_, Eigen::all), c.ell, c.Q);
  return c;
}

}  // namespace pont::losses
