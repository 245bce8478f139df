// What chains say about their target, beside the truth: weights of its modes, means of observables.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "experiments/kinds/chains/simulate.hpp"
#include "experiments/metrics/repetition.hpp"

namespace pont::kinds::chains {

/// A function of the state and its mean under the target.
struct Observable {
  std::string name;
  std::function<Eigen::VectorXd(const metrics::Points&)> values;  ///< one per row of x [n, d]
  metrics::Estimate exact;  ///< error 0 where it is known in closed form
};

/// First coordinate, |x|^2 and energy -log pi in nats, whose mean is estimated on `reference` [n, d], points
/// of the target.
std::vector<Observable> observables(const sde::Mixture& law, const metrics::Points& reference);

/// Weights of the components at each recorded iteration: means of P(component | x) over chains with standard
/// errors, both [R, components]. Under the target they are the weights of the mixture.
struct ModeWeights {
  metrics::Points mean, error;
};
ModeWeights mode_weights(const sde::MixtureTarget& target, const std::vector<metrics::Points>& states);

/// Total variation between weights of modes [n] and the exact ones [n]: half the sum of absolute differences.
double total_variation(const Eigen::ArrayXd& weights, const Eigen::ArrayXd& exact);

/// Means of f over chains at each recorded iteration, with standard errors, [R].
struct Course {
  std::vector<double> mean, error;
};
Course along(const std::vector<metrics::Points>& states,
             const std::function<Eigen::VectorXd(const metrics::Points&)>& f);

/// Mean over chains of each chain's average of f over the recorded states from number `from` on.
metrics::Estimate average(const std::vector<metrics::Points>& states, std::size_t from,
                          const std::function<Eigen::VectorXd(const metrics::Points&)>& f);

}  // namespace pont::kinds::chains
