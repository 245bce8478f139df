// A bridge put together: the laws of both ends, the chain between them, and the network that both directions
// use.
#pragma once
#include <memory>
#include <string>

#include "experiments/data/data_set.hpp"
#include "losses/bridges/policy.hpp"
#include "nn/parameters.hpp"

namespace pont::kinds::bridge {

struct BridgeModel final {
  std::unique_ptr<data::DataSet> data, prior;  ///< laws of X_0 and X_N
  losses::Chain chain;
  std::shared_ptr<const losses::Head> head;
  nn::Parameters parameters;
  std::unique_ptr<nn::TimeNetwork> network;

  int d() const { return data->dimension(); }
  int N() const { return chain.steps(); }
  /// The law of state number `node`, 0 or N.
  const data::DataSet& end(int node) const { return node == 0 ? *data : *prior; }
};

/// One line: how far the reference carries on its own, beside the spread of both ends. A horizon whose noise
/// is small beside the ends asks for a bridge that the reference makes unlikely.
std::string horizon_sentence(const BridgeModel& model);

/// Parameters [P] of a finished half-bridge.
using TrainedNetwork = std::shared_ptr<const ad::Tensor>;

/// One network's part of a learned policy, see losses::PolicyTerm.
struct LearnedTerm final {
  double weight;
  losses::Direction trained;
  TrainedNetwork network;
};

/// losses::Policy with parameters in place of networks.
struct LearnedPolicy final {
  losses::Direction direction;
  double reference;
  std::vector<LearnedTerm> terms;
  std::vector<double> deviations;  ///< [N]
};

/// The analytic reference, run forward.
LearnedPolicy reference_policy(const losses::Chain& chain);
/// The same policy whose last step adds no noise.
LearnedPolicy noiseless_at_the_end(LearnedPolicy policy);

}  // namespace pont::kinds::bridge
