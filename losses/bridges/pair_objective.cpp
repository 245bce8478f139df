// Losses of pairs of points on an edge of the chain, and the targets of simulated chains.
#include "losses/bridges/pair_objective.hpp"

#include <cmath>

#include "autodiff/ops.hpp"
#include "losses/table.hpp"

namespace pont::losses {

// The table of targets.

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

// Regression on steps of a simulated chain, and on steps of the pinned reference.

using ad::Var;

Var StepRegression::operator()(const Network& network, Var a, Var b, Var edge, const nn::Stream&) const {
  const Var unit = chain_.unit(direction_, edge, a.dtype());
  const Var deviation = chain_.column(reference_deviations(chain_.reference()), edge, a.dtype());
  const Var output = network(a, chain_.time(direction_, edge, a.dtype()));
  return head_->losses(output, (b - a) / unit, deviation / unit);
}

BridgeRegression::BridgeRegression(Chain chain, Direction direction, double noise)
    : chain_(std::move(chain)), direction_(direction) {
  const sde::EulerChain& reference = chain_.reference();
  const int N = chain_.steps();
  for (int j = 0; j < N; ++j) {
    const int node = j + direction.from, target = j + direction.to;
    const sde::Pinned x = reference.pinned(node);
    at_start_.push_back(x.start);
    at_end_.push_back(x.end);
    deviation_.push_back(noise * std::sqrt(x.variance));
    const int low = direction == forward ? node : 0, high = direction == forward ? N : node;
    const sde::Pinned step = sde::pinned(reference.between(low, target), reference.between(target, high));
    from_x_.push_back(direction == forward ? step.start : step.end);
    from_far_.push_back(direction == forward ? step.end : step.start);
  }
}

Var BridgeRegression::operator()(const Network& network, Var a, Var b, Var edge,
                                 const nn::Stream& stream) const {
  const ad::Dtype dtype = a.dtype();
  const auto column = [&](const std::vector<double>& values) { return chain_.column(values, edge, dtype); };
  const Var centre = chain_.centre(a), start = a - centre, end = b - centre;
  const Var z = ad::normal(stream.step, stream.first, stream.key / "bridge", a.shape(), dtype);
  const Var x = column(at_start_) * start + column(at_end_) * end + column(deviation_) * z;
  const Var target = column(from_x_) * x + column(from_far_) * (direction_ == forward ? end : start);
  const Var output = network(x + centre, chain_.time(direction_, edge, dtype));
  return ad::sum(ad::square(output - (target - x) / chain_.unit(direction_, edge, dtype)), {1});
}

}  // namespace pont::losses
