// Workloads of single components: compiling a tape, transition kernels, random numbers, publishing a file.
#pragma once
#include "experiments/bench/workloads.hpp"

namespace pont::bench {

/// A chain of layers y + tanh(y w) / 100 of 8 x 8 matrices and its gradient with respect to w, as an unrolled
/// sampler has it: about `count` entries on the tape. One thread does it all. check(): instructions of the
/// program.
std::unique_ptr<Workload> compile_workload(double count, int workers);

/// Kernels of critically-damped Langevin from 0 to `count` times in (0, 1], cut among the workers. check():
/// the sum of the position variances.
std::unique_ptr<Workload> kernels_workload(double count, int workers);

/// One slot of a stream of normal numbers per step, cut among the workers. check(): their mean square.
std::unique_ptr<Workload> random_workload(double count, int workers);

/// Builds an HDF5 image with `bytes` of data and publishes it in a directory of its own below the current
/// one, which is removed at the end. One thread does it all. check(): the length of the file.
std::unique_ptr<Workload> publish_workload(double bytes, int workers);

}  // namespace pont::bench
