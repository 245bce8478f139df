// Ground truth on the line: exact IPF on a grid, and total variations of samples, for any two Gaussian
// mixtures.
#pragma once
#include <optional>
#include <string>

#include "experiments/kinds/bridge/measure.hpp"
#include "experiments/kinds/bridge/method.hpp"
#include "sde/bridges/grid_ipf.hpp"

namespace pont::kinds::bridge {

class LineTruth final {
 public:
  /// The laws of both ends must be mixtures in one dimension.
  LineTruth(const sde::Mixture& data, const sde::Mixture& prior, const sde::EulerChain& chain);

  /// Total variation between the histogram of x [n, 1] and the law of state `node` (0 or N) in the same bins.
  double total_variation(const metrics::Points& x, int node) const;
  /// The same for exact IPF, without bins: half-bridge 0, 1, ... of the end that it does not start from.
  std::vector<double> exact_total_variation(const Method& method) const;

 private:
  const sde::EulerChain& chain_;
  Eigen::Index per_bin_;
  sde::Grid1d grid_;
  Eigen::VectorXd data_, prior_;  // densities on the grid
};

/// Nothing, unless both laws are known mixtures in one dimension and their grid is affordable.
std::optional<LineTruth> line_truth(const BridgeModel& model, const Method& method);

/// Why two known mixtures in one dimension have no LineTruth: a component is so narrow, a point even, that
/// exact IPF would take more than 10^10 exponentials (a minute). Empty for all other laws.
std::string line_truth_refusal(const BridgeModel& model, const Method& method);

}  // namespace pont::kinds::bridge
