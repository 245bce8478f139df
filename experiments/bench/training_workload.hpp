// One training step: forward, mean squared error, backward, Adam, moving average.
#pragma once
#include <functional>

#include "experiments/bench/workload.hpp"
#include "nn/time_network.hpp"

namespace pont::bench {

/// Data are drawn once and for all: u standard normal [batch, inputs], t uniform [batch], target sin(u_j) t.
struct TrainingShape {
  std::int64_t batch, shard, inputs, outputs;
  std::function<std::unique_ptr<nn::TimeNetwork>(nn::Parameters&)> network;
};

/// Exports u, t, target, then all parameters in the order of the network's layers (weight [in, out], bias
/// [out]).
std::unique_ptr<Workload> training_workload(const TrainingShape&, int workers,
                                            ad::Backend& device = ad::cpu());

}  // namespace pont::bench
