// What is measured of a policy: moments of its states, covariance of its ends, path energy, distance to the
// data.
#pragma once
#include <optional>

#include "experiments/kinds/bridge/simulator.hpp"
#include "experiments/metrics/repetition.hpp"
#include "sde/bridges/gaussian_bridge.hpp"

namespace pont::kinds::bridge {

/// Paths of one policy, all of them at once.
struct SimulatedPaths final {
  std::vector<metrics::Points> states;  ///< X_0, ..., X_N, each [n, d]
  /// Mean over the paths of sum over edges |mean of the step - x|^2 / gamma, in data units^2 / time: the
  /// integral of the squared drift.
  double energy = 0;
};

/// Paths 0, ..., n - 1 of the policy from its own end's law, or from the points of `start`; n is rounded up
/// to whole chunks while it simulates.
SimulatedPaths simulate(const BridgeModel& model, const LearnedPolicy& policy, ad::Key key, ad::i64 n,
                        ad::i64 rows, ad::Workers& workers, const data::DataSet* start = nullptr);

/// Sample mean and unbiased covariance of every state.
std::vector<sde::Gaussian> state_moments(const SimulatedPaths& paths);

/// Sample Cov(X_0, X_N) [d, d].
Eigen::MatrixXd end_covariance(const SimulatedPaths& paths);

/// KL in nats of a normal law fitted to the pairs (X_0, X_N) against a coupling, in 2 d dimensions; infinite
/// where the ends of a path determine each other.
double coupling_divergence(const SimulatedPaths& paths, const sde::GaussianCoupling& law);

/// KL in nats of a fitted law; infinite where too few points, or points on a plane, make it singular.
double full_divergence(const sde::Gaussian& fitted, const sde::Gaussian& law);

/// KL in nats of the product of the fitted marginals of the coordinates against that of `law`: the sum over
/// coordinates, blind to correlations. The papers' tables are probably this.
double diagonal_divergence(const sde::Gaussian& fitted, const sde::Gaussian& law);

/// What a perfect sampler scores in both divergences when its law is fitted to n points in d dimensions.
struct DivergenceFloor final {
  metrics::Estimate diagonal, full;
};
DivergenceFloor divergence_floor(ad::i64 n, ad::i64 d, ad::Key key, ad::i64 repetitions);

/// The normal law of a data set, if it is one with a density whose parameters are known.
std::optional<sde::Gaussian> normal_law(const data::DataSet& data);

}  // namespace pont::kinds::bridge
