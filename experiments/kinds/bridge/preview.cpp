// The preview of a bridge: one simulation of the policy so far.
#include "experiments/kinds/bridge/preview.hpp"

#include "experiments/kinds/bridge/measure.hpp"
#include "experiments/run/preview.hpp"

namespace pont::kinds::bridge {

figures::Figure bridge_preview(const BridgeModel& model, const Method& method,
                               std::span<const TrainedNetwork> networks, ad::Key key, ad::Workers& workers) {
  constexpr ad::i64 count = 500, chunk = 125;
  const int h = static_cast<int>(networks.size()) - 1, end = method.direction(h).last_node(model.N());
  const LearnedPolicy policy = noiseless_at_the_end(method.policy(h, model, networks));
  const SimulatedPaths paths = simulate(model, policy, key / "samples", count, chunk, workers);
  return run::preview_figure(data::sample(model.end(end), key / "data", count),
                             paths.states[static_cast<std::size_t>(end)]);
}

}  // namespace pont::kinds::bridge
