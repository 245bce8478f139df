// Creation of the runtime's objects, and what is said of a call that failed.
#include "autodiff/cuda/handles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "autodiff/backend.hpp"

namespace pont::ad::cuda {

// What is said of a call that failed, and what to do about it.

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

// Creation of the runtime's objects.

Owned<cudaStream_t> make_stream() {
  cudaStream_t stream = nullptr;
  require(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking), "cudaStreamCreateWithFlags");
  return Owned<cudaStream_t>(stream);
}

Owned<cudaEvent_t> make_event(unsigned flags) {
  cudaEvent_t event = nullptr;
  require(cudaEventCreateWithFlags(&event, flags), "cudaEventCreateWithFlags");
  return Owned<cudaEvent_t>(event);
}

Owned<cublasHandle_t> make_blas() {
  cublasHandle_t handle = nullptr;
  require(cublasCreate(&handle), "cublasCreate");
  return Owned<cublasHandle_t>(handle);
}

Device make_device(std::size_t bytes) {
  void* memory = nullptr;
  const cudaError_t error = cudaMalloc(&memory, std::max<std::size_t>(bytes, 1));
  if (error == cudaErrorMemoryAllocation) {
    cudaGetLastError();  // it is said here
    std::size_t free = 0, total = 0;
    require(cudaMemGetInfo(&free, &total), "cudaMemGetInfo");
    throw OutOfDeviceMemory(
        fmt::format("cuda: cudaMalloc of {} bytes failed: {} of the device's {} bytes are free", bytes, free,
                    total),
        bytes, free);
  }
  require(error, "cudaMalloc");
  return Device(static_cast<std::byte*>(memory));
}

Pinned make_pinned(std::size_t bytes) {
  void* memory = nullptr;
  require(cudaMallocHost(&memory, std::max<std::size_t>(bytes, 1)), "cudaMallocHost");
  return Pinned(static_cast<std::byte*>(memory));
}

}  // namespace pont::ad::cuda
