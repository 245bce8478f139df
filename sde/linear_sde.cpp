// LinearSde: laws by its kernel, and the proof that it is consistent.
#include "sde/linear_sde.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "sde/decompositions.hpp"
#include "sde/quadrature.hpp"

namespace pont::sde {

// Transition kernels of linear SDEs: by flow, by their own closed form, or by composing short flows.

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

// The proof that a LinearSde is consistent, one requirement at a time.

namespace {

[[noreturn]] void fail(const LinearSde& sde, const std::string& what) {
  throw std::invalid_argument(fmt::format("sde '{}': {}", sde.name, what));
}

void check_sizes(const LinearSde& sde) {
  const auto k = sde.A.rows();
  if (k < 1) fail(sde, "A is empty; give a k x k drift matrix, 1 <= k <= 4");
  auto check = [&](const char* what, const Mat& M) {
    if (M.rows() != k || M.cols() != k)
      fail(sde, fmt::format("{} is {}x{}, expected {}x{} as A has {} rows; give k x k blocks", what, M.rows(),
                            M.cols(), k, k, k));
    if (!M.allFinite()) fail(sde, fmt::format("{} = {} is not finite", what, text(M)));
  };
  check("A", sde.A);
  check("D", sde.D);
  check("prior", sde.prior);
  check("initial", sde.initial);
  if (sde.stationary) check("stationary", *sde.stationary);
}

void check_semidefinite(const LinearSde& sde, const char* what, const Mat& M) {
  const double scale = M.cwiseAbs().maxCoeff();
  if ((M - M.transpose()).cwiseAbs().maxCoeff() > 1e-12 * scale)
    fail(sde, fmt::format("{} = {} is not symmetric; give a covariance", what, text(M)));
  const double least = symmetric_eigenvalues(M).minCoeff();
  if (least < -1e-12 * scale)
    fail(sde, fmt::format("{} = {} has the eigenvalue {:.6g}, expected >= 0; it is a covariance", what,
                          text(M), least));
}

void check_definite(const LinearSde& sde, const char* what, const Mat& M, const char* remedy) {
  check_semidefinite(sde, what, M);
  if ((M.diagonal().array() <= 0).any() || !positive_definite(M))
    fail(sde, fmt::format("{} = {} is not positive definite; {}", what, text(M), remedy));
}

void check_initial(const LinearSde& sde) {
  check_semidefinite(sde, "initial", sde.initial);
  if (sde.initial.row(0).cwiseAbs().maxCoeff() > 0)
    fail(sde,
         fmt::format("initial = {} has a non-zero first row; block 0 starts at the data, only the auxiliary "
                     "blocks have an initial covariance",
                     text(sde.initial)));
}

double simpson(const LinearSde& sde, double a, double b) {
  const double mid = 0.5 * (a + b);
  if (const double beta = sde.beta(mid); !(beta > 0))
    fail(sde, fmt::format("beta({}) = {}, expected > 0", mid, beta));
  return (b - a) / 6 * (sde.beta(a) + 4 * sde.beta(mid) + sde.beta(b));
}

// Simpson's rule on [a, b], at 1e-3 of the piece. A piece that disagrees is halved: where beta is steep the
// rule is wrong before the clock is, and a wrong clock still disagrees where beta is as good as constant.
bool is_integral(const LinearSde& sde, double a, double b, int halvings) {
  const double expected = simpson(sde, a, b), mid = 0.5 * (a + b);
  if (std::abs(sde.elapsed(b) - sde.elapsed(a) - expected) <= 1e-3 * std::abs(expected)) return true;
  return halvings > 0 && is_integral(sde, a, mid, halvings - 1) && is_integral(sde, mid, b, halvings - 1);
}

// Between the times of a chain beta is constant.
void check_chain(const LinearSde& sde) {
  for (int i = 0; i < sde.clock.steps; ++i) {
    const double a = sde.T * i / sde.clock.steps, b = sde.T * (i + 1) / sde.clock.steps;
    const double grown = sde.elapsed(b) - sde.elapsed(a), rate = sde.beta(0.5 * (a + b));
    if (!(rate > 0 && std::abs(grown - rate * (b - a)) <= 1e-9 * sde.elapsed(b)))
      fail(sde, fmt::format("clock.elapsed grows by {:.6g} in step {} of the chain where beta = {:.6g}, "
                            "expected {:.6g}; build the clock by chain_clock, for this T",
                            grown, i + 1, rate, rate * (b - a)));
  }
}

// The clock must be the integral of beta.
void check_clock(const LinearSde& sde) {
  if (!(sde.T > 0)) fail(sde, fmt::format("T = {}, expected > 0", sde.T));
  if (sde.elapsed(0) != 0) fail(sde, fmt::format("clock.elapsed(0) = {}, expected 0", sde.elapsed(0)));
  if (sde.clock.steps > 0) return check_chain(sde);
  constexpr int pieces = 64, halvings = 30;
  for (int i = 0; i < pieces; ++i) {
    const double a = sde.T * i / pieces, b = sde.T * (i + 1) / pieces;
    if (!is_integral(sde, a, b, halvings))
      fail(sde,
           fmt::format(
               "clock.elapsed grows by {:.6g} from t = {:.6g} to {:.6g} where beta integrates to {:.6g}; "
               "give the integral of beta, or build the clock by clock_of_rate",
               sde.elapsed(b) - sde.elapsed(a), a, b, simpson(sde, a, b)));
  }
}

void check_stationary(const LinearSde& sde) {
  if (!sde.stationary) return;
  const Mat& P = *sde.stationary;
  const Mat AP = sde.A * P, residual = AP + AP.transpose() + sde.D;
  const double scale = AP.cwiseAbs().maxCoeff() + sde.D.cwiseAbs().maxCoeff();
  if (!(residual.cwiseAbs().maxCoeff() <= 1e-12 * scale))
    fail(sde,
         fmt::format("A P + P A^T + D = {} for P = stationary = {}, expected 0; use lyapunov(A, D), or leave "
                     "stationary empty",
                     text(residual), text(P)));
}

void check_varying(const LinearSde& sde) {
  if (!sde.varying_D) return;
  for (const double share : {0.0, 0.25, 0.5, 1.0}) {
    const Mat D = sde.varying_D(share * sde.T);
    if (D.rows() != sde.k() || D.cols() != sde.k())
      fail(sde, fmt::format("varying_D({}) is {}x{}, expected {}x{}", share * sde.T, D.rows(), D.cols(),
                            sde.k(), sde.k()));
    check_semidefinite(sde, "varying_D(t)", D);
    check_semidefinite(sde, "D - varying_D(t)", sde.D - D);
  }
}

void check_reach(const LinearSde& sde) {
  const Mat Q = sde.transition(0, sde.T).Q;
  if ((Q.diagonal().array() <= 0).any() || Eigen::LLT<Mat>(Q).info() != Eigen::Success)
    fail(sde, fmt::format(
                  "the noise covariance at T is {}: noise does not reach every block; couple the blocks in A "
                  "or drive them in D",
                  text(Q)));
}

}  // namespace

LinearSde checked(LinearSde sde) {
  check_sizes(sde);
  check_semidefinite(sde, "D", sde.D);
  check_definite(sde, "prior", sde.prior, "sampling starts from N(0, prior)");
  check_initial(sde);
  check_clock(sde);
  check_stationary(sde);
  check_varying(sde);
  check_reach(sde);
  return sde;
}

}  // namespace pont::sde
