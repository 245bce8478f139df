// Transition kernels of an SDE, as every training step and every sampler asks for them.
#pragma once
#include "experiments/bench/workload.hpp"

namespace pont::bench {

/// Kernels of critically-damped Langevin from 0 to `count` times in (0, 1], cut among the workers. check():
/// the sum of the position variances.
std::unique_ptr<Workload> kernels_workload(double count, int workers);

}  // namespace pont::bench
