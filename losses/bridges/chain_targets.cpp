// The table of targets.
#include "losses/bridges/chain_targets.hpp"

#include "autodiff/ops.hpp"
#include "losses/table.hpp"

namespace pont::losses {

const std::vector<ChainTarget>& chain_targets() {
  static const sde::MeanMatching matching;
  static const sde::SimplifiedTarget simplified;
  static const sde::DiagonalVariance posterior;
  static const std::vector<ChainTarget> table{
      {"mean_matching", "next + F(x) - F(next)", "De Bortoli, Thornton, Heng, Doucet 2021, eq. 12-13",
       [](const SimulatedStep& s) { return s.next + s.mean - s.mean_at_next; }, false, &matching, nullptr},
      {"score", "F(x), the network being the score of the simulated chain; policies are sums of networks",
       "De Bortoli, Thornton, Heng, Doucet 2021, proposition 3",
       [](const SimulatedStep& s) { return s.mean; }, true, &matching, nullptr},
      {"simplified", "x, whose conditional mean keeps the marginals but forgets the reference",
       "Tang, Hang, Gu, Chen, Guo 2024, simplified diffusion Schroedinger bridge",
       [](const SimulatedStep& s) { return s.x; }, false, &simplified, &posterior}};
  return table;
}

const ChainTarget& chain_target(const std::string& name) {
  return row_named("chain target", chain_targets(), name);
}

}  // namespace pont::losses
