// Workloads of networks: one training step, and one step of a sampler.
#pragma once
#include <functional>

#include "experiments/bench/workloads.hpp"
#include "nn/time_networks.hpp"

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

/// Euler-Maruyama on (x, v) in two dimensions each, the score from the network of workload a:
///   x -= h v,  v += 0.1 h (x + v + 2 s(x, v, t)) + 0.0447 z,  h = 0.001, t = h (step mod 1000).
/// check(): mean square of the network's output at the initial state, t = 0.
/// Exports the initial states [samples, 4], then the parameters.
std::unique_ptr<Workload> sampling_workload(std::int64_t samples, std::int64_t chunk, int workers,
                                            ad::Backend& device = ad::cpu());

}  // namespace pont::bench
