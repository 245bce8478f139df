// Policies without a network, and without the last noise.
#include "experiments/kinds/bridge/model.hpp"

namespace pont::kinds::bridge {

LearnedPolicy reference_policy(const losses::Chain& chain) {
  return {losses::forward, 1, {}, losses::reference_deviations(chain.reference())};
}

LearnedPolicy noiseless_at_the_end(LearnedPolicy policy) {
  const int N = static_cast<int>(policy.deviations.size());
  policy.deviations[static_cast<std::size_t>(policy.direction.edge(N - 1, N))] = 0;
  return policy;
}

}  // namespace pont::kinds::bridge
