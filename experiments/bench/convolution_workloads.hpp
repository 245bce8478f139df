// Workloads of single convolutions: forward, and the gradients in the image and in the weights.
#pragma once
#include "experiments/bench/workloads.hpp"

namespace pont::bench {

/// 3 x 3 taps with one zero around images of `size` x `size` pixels.
struct ConvolutionShape {
  std::int64_t size, inputs, outputs, stride = 1;
  /// "28x28-32-64", with "-s2" behind it for stride 2.
  std::string name() const;
};
enum class ConvolutionPass { forward, input, weight };

/// One row for each shape and pass, "conv/SHAPE/PASS": a batch of 64 images in shards of 16, float32, standard normal.
/// check(): sum of the squares of the result. Exports x [64, size, size, inputs], w [3, 3, inputs, outputs] and the
/// cotangent of the result.
std::vector<WorkloadRow> convolution_rows();

}  // namespace pont::bench
