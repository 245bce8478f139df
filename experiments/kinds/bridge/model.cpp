// Bridge models: the horizon in words, and policies without a network or without the last noise.
#include "experiments/kinds/bridge/model.hpp"

#include <fmt/format.h>

#include "experiments/data/known_law.hpp"

namespace pont::kinds::bridge {

std::string horizon_sentence(const BridgeModel& model) {
  const auto widest = [](const data::DataSet& law) {
    return data::data_moments(law).covariance.diagonal().maxCoeff();
  };
  return fmt::format(
      "the reference gains a variance of {:.3g} over its {} steps; data have up to {:.3g} in a coordinate, "
      "the prior {:.3g}",
      model.chain.reference().whole().variance, model.N(), widest(*model.data), widest(*model.prior));
}

LearnedPolicy reference_policy(const losses::Chain& chain) {
  return {losses::forward, 1, {}, losses::reference_deviations(chain.reference())};
}

LearnedPolicy noiseless_at_the_end(LearnedPolicy policy) {
  const int N = static_cast<int>(policy.deviations.size());
  policy.deviations[static_cast<std::size_t>(policy.direction.edge(N - 1, N))] = 0;
  return policy;
}

}  // namespace pont::kinds::bridge
