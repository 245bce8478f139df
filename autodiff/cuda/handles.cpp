// Creation of the runtime's objects.
#include "autodiff/cuda/handles.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "autodiff/backend.hpp"

namespace pont::ad::cuda {

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
