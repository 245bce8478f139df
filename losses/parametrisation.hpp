// What the network stands for: s = -R(t) u - ell(t) net(u, t) in the driven blocks, R a known linear score.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sde/kernel.hpp"

namespace pont::losses {

/// The linear part R of the score; the network learns the rest, in units of ell (regression.hpp).
class Parametrisation {
 public:
  virtual ~Parametrisation() = default;
  /// R(t) [m, k], one row per driven block. Phi [k, k] is the transition matrix from 0 to t, Sigma [k, k] the
  /// covariance at t (floor included) of data at a point, with auxiliary blocks N(0, sde.initial).
  virtual sde::Mat reference(const std::vector<int>& driven, const sde::Mat& Phi,
                             const sde::Mat& Sigma) const = 0;
  /// The variance of the data whose score the known part is; nothing where there is no known part.
  virtual std::optional<double> data_variance() const = 0;
};

/// One row per parametrisation. The reference is what the data N(0, variance) would have under the SDE.
struct ParametrisationRow {
  std::string name, summary, source;
  std::shared_ptr<const Parametrisation> (*make)(double variance);
};
const std::vector<ParametrisationRow>& parametrisations();

/// The row of that name for a data variance >= 0. Throws std::invalid_argument, listing the names, if there
/// is none, or if the variance is negative.
std::shared_ptr<const Parametrisation> parametrisation(const std::string& name, double variance);

}  // namespace pont::losses
