// What is said of a call that failed, and what to do about it.
#include "autodiff/cuda/call.hpp"

#include <fmt/format.h>

#include <string_view>

#include "autodiff/backend.hpp"

namespace pont::ad::cuda {
namespace {

struct Remedy {
  cudaError_t error;
  std::string_view words;
};
constexpr std::string_view otherwise =
    "resume the run from its last checkpoint, and look at the device with nvidia-smi";
constexpr Remedy remedies[] = {
    {cudaErrorMemoryAllocation, "use a smaller train.shard or sample.chunk, or free memory of the device"},
    {cudaErrorInvalidConfiguration,
     "the tensor has more elements than one launch can cover: use a smaller train.shard"},
    {cudaErrorIllegalAddress,
     "a kernel left its memory, which is a mistake in Pont: run with --check-finite to find the instruction, "
     "and report "
     "it"},
};

std::string_view remedy(cudaError_t error) {
  for (const Remedy& r : remedies)
    if (r.error == error) return r.words;
  return otherwise;
}

}  // namespace

void require(cudaError_t error, const char* call) {
  if (error == cudaSuccess) return;
  cudaGetLastError();  // errors that are not of the device's state are said once
  throw DeviceError(fmt::format("cuda: {} failed: {} ({}); {}", call, cudaGetErrorName(error),
                                cudaGetErrorString(error), remedy(error)));
}

void require(cublasStatus_t status, const char* call) {
  if (status == CUBLAS_STATUS_SUCCESS) return;
  throw DeviceError(fmt::format("cuda: {} failed: {} ({}); {}", call, cublasGetStatusName(status),
                                cublasGetStatusString(status), otherwise));
}

}  // namespace pont::ad::cuda
