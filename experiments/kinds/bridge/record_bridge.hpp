// The measurements of all half-bridges, beside what is known of them, as they are written to run.h5.
#pragma once
#include "experiments/kinds/bridge/conditional.hpp"
#include "experiments/kinds/bridge/method.hpp"
#include "experiments/run/parts.hpp"

namespace pont::kinds::bridge {

struct MeasureSettings final {
  ad::i64 count, cloud, repetitions, keep, rows;
  ConditionalSettings conditional;
  bool last_noise;
};

/// A trained bridge: everything that measuring and sampling need.
struct TrainedBridge final {
  const BridgeModel& model;
  const Method& method;
  std::span<const TrainedNetwork> networks;
  ad::Workers& workers;
  /// The policy after half-bridge h.
  LearnedPolicy policy(int h, bool last_noise) const;
  /// The last half-bridge of a direction that has a network, -1 if there is none.
  int last(losses::Direction direction) const;
};

/// The measurements half_bridges, floor and, where one is known, truth: they write half_bridges/*, floor/*,
/// and between normal ends bridge/*, ipf/*, ideal/* (results/README.md).
void measure_bridge(run::RunParts& parts, const TrainedBridge& bridge, const MeasureSettings& settings,
                    ad::Key key);

}  // namespace pont::kinds::bridge
