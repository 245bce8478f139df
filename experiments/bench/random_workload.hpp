// Random numbers in bulk.
#pragma once
#include "experiments/bench/workload.hpp"

namespace pont::bench {

/// One slot of a stream of normal numbers per step, cut among the workers. check(): their mean square.
std::unique_ptr<Workload> random_workload(double count, int workers);

}  // namespace pont::bench
