// A file of a run, from memory to the disk.
#pragma once
#include "experiments/bench/workload.hpp"

namespace pont::bench {

/// Builds an HDF5 image with `bytes` of data and publishes it in a directory of its own below the current
/// one, which is removed at the end. One thread does it all. check(): the length of the file.
std::unique_ptr<Workload> publish_workload(double bytes, int workers);

}  // namespace pont::bench
