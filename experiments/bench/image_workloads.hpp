// Workloads of single operations on images: convolutions, group norm, attention.
#pragma once
#include "experiments/bench/workloads.hpp"

namespace pont::bench {

/// "conv/28x28-32-64/forward", "/input" and "/weight": 3 x 3 taps with one zero around 28 x 28 pixels, 32
/// channels to 64 ("-s2" for stride 2), and its two transposes. "group_norm/28x28-32" and
/// "attention/7x7-128": an operation and its gradients in all operands. 64 images in shards of 16, float32,
/// standard normal. check(): sum of the squares of the results. Exports the operands in the order in which
/// the operation names them, the cotangent last.
std::vector<WorkloadRow> image_rows();

}  // namespace pont::bench
