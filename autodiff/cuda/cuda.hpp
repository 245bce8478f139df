// NVIDIA GPUs as a backend: what there is of it for those who do not have the CUDA Toolkit.
#pragma once
#include <memory>

#include "autodiff/backend.hpp"

namespace pont::ad {

/// How float32 products are computed: with 24-bit factors, or by tensor cores with factors rounded to 11 bits
/// (TF32).
enum class Precision { float32, tf32 };

/// There is no device that programs can run on; what() says why in one line.
struct NoDevice final : DeviceError {
  using DeviceError::DeviceError;
};

/// The first GPU, with a stream, a cuBLAS handle and its workspace of 4 to 32 MiB. Usable from any thread.
/// Programs on it must be gone before it is. Throws NoDevice if there is no GPU or no driver, or if Pont was
/// built without CUDA.
std::unique_ptr<Backend> open_cuda(Precision);

}  // namespace pont::ad
