// The regression of a network at one time.
#include "losses/regression.hpp"

#include <array>
#include <utility>

namespace pont::losses {

using sde::Mat;

Regression::Regression(sde::Perturbation perturbation, std::shared_ptr<const Parametrisation> parametrisation)
    : perturbation_(std::move(perturbation)),
      parametrisation_(std::move(parametrisation)),
      driven_(perturbation_.sde().driven()) {}

Mat Regression::Coefficients::unit() const { return ell * K; }

Mat Regression::Coefficients::shift() const { return unit().triangularView<Eigen::Upper>().solve(R); }

Mat Regression::Coefficients::target() const { return K.triangularView<Eigen::Upper>().solve(Q); }

Regression::Coefficients Regression::at(double t) const {
  std::array<double, 3 * sde::max_blocks * sde::max_blocks> raw;
  perturbation_.coefficients(t, raw.data());
  const int n = k();
  const Eigen::Map<const Mat> Phi(raw.data(), n, n), L(raw.data() + n * n, n, n),
      W(raw.data() + 2 * n * n, n, n);
  Mat ell, Q;
  factor_rows(W(driven_, Eigen::all), ell, Q);
  const Mat drawn = sde().initial - perturbation_.S0();
  // The auxiliary covariance that S0 leaves out is only ever added: nothing cancels.
  const Perturbed p{driven_, Phi, L, Q, L * L.transpose() + Phi * drawn * Phi.transpose(), drawn};
  return {
      Phi, L, Q, ell, parametrisation_->reference(p), parametrisation_->scale(p), parametrisation_->input(p)};
}

}  // namespace pont::losses
