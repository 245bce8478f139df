// One step of a sampler on 10,000 samples, chunk by chunk.
#pragma once
#include "experiments/bench/workload.hpp"

namespace pont::bench {

/// Euler-Maruyama on (x, v) in two dimensions each, the score from the network of workload a:
///   x -= h v,  v += 0.1 h (x + v + 2 s(x, v, t)) + 0.0447 z,  h = 0.001, t = h (step mod 1000).
/// check(): mean square of the network's output at the initial state, t = 0.
/// Exports the initial states [samples, 4], then the parameters.
std::unique_ptr<Workload> sampling_workload(std::int64_t samples, std::int64_t chunk, int workers,
                                            ad::Backend& device = ad::cpu());

}  // namespace pont::bench
