// Exact expectations under the law of a diffused one-dimensional mixture, by the trapezoidal rule.
#pragma once
#include <functional>
#include <vector>

#include "sde/linear_sde.hpp"
#include "sde/mixture.hpp"

namespace pont::reproductions::cld {

/// A mixture in one coordinate that an SDE has carried to time t: its law on k numbers, and integrals
/// against it. `floor` is added to the variance of every block (eps_num of the objectives).
class DiffusedMixture final {
 public:
  /// data [n, 1]; auxiliary blocks N(0, sde.initial). Throws std::invalid_argument unless d = 1.
  DiffusedMixture(const sde::LinearSde& sde, sde::Mixture data, double t, double floor = 0);
  DiffusedMixture(const DiffusedMixture&) = delete;

  /// E f(u): around each component the trapezoidal rule over 8 standard deviations to both sides, in each
  /// block; it converges geometrically for scores and log-densities, as these are analytic (Trefethen &
  /// Weideman 2014). 81^k evaluations per component for k <= 2 blocks, 33^k for more.
  double expectation(const std::function<double(sde::MixtureMarginal&, const double* u)>& f) const;
  /// E |s|^2 over the blocks that noise drives, s = grad log p_t: the Fisher information.
  double fisher() const;
  /// KL(p_t, N(0, covariance)) in nats, covariance [k, k].
  double divergence_from(const sde::Mat& covariance) const;

 private:
  sde::Mixture data_;
  sde::Mat initial_;
  sde::Kernel kernel_;
  std::vector<int> driven_;
};

}  // namespace pont::reproductions::cld
