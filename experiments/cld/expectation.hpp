// Exact expectations under the law of a diffused one-dimensional mixture, by Gauss-Hermite quadrature.
#pragma once
#include <functional>
#include <vector>

#include "sde/linear_sde.hpp"
#include "sde/mixture.hpp"

namespace pont::experiments {

/// A mixture in one coordinate that an SDE has carried to time t: its law on k numbers, and integrals
/// against it. `floor` is added to the variance of every block (eps_num of the objectives).
class DiffusedMixture final {
 public:
  /// data [n, 1]; auxiliary blocks N(0, sde.initial). Throws std::invalid_argument unless d = 1.
  DiffusedMixture(const sde::LinearSde& sde, sde::Mixture data, double t, double floor = 0);
  DiffusedMixture(const DiffusedMixture&) = delete;

  /// E f(u): product rule of `nodes` points per block around each component. Exact to rounding for smooth f,
  /// such as scores and log-densities, where components are wider than half their distance or apart.
  double expectation(const std::function<double(sde::MixtureMarginal&, const double* u)>& f,
                     int nodes = 48) const;
  /// E |s|^2 over the blocks that noise drives, s = grad log p_t: the Fisher information.
  double fisher() const;

 private:
  sde::Mixture data_;
  sde::Mat initial_;
  sde::Kernel kernel_;
  std::vector<int> driven_;
};

}  // namespace pont::experiments
