// Starting a kernel: the one place that knows whether nvcc or a host compiler reads a .cu file.
//
// A host compiler reads them for tests, with a cuda_runtime.h that runs kernels on the host, see
// tests/cuda_device.
#pragma once
#include <cuda_runtime.h>

#include <cstdint>

#include "autodiff/cuda/handles.hpp"

namespace pont::ad::cuda {

/// Enqueues kernel(arguments...) on the stream, for `grid` blocks of `block` threads with `shared` bytes of
/// dynamic shared memory each. Throws DeviceError, naming `name`, where the device refuses. Nothing happens
/// for an empty grid.
template <class... Parameters, class... Arguments>
void launch(const char* name, void (*kernel)(Parameters...), std::int64_t grid, dim3 block,
            std::size_t shared, cudaStream_t stream, Arguments... arguments) {
  if (grid == 0) return;
  require(grid <= 0x7fffffff ? cudaSuccess : cudaErrorInvalidConfiguration, name);
  const dim3 blocks(static_cast<unsigned>(grid));
#ifdef __CUDACC__
  kernel<<<blocks, block, shared, stream>>>(static_cast<Parameters>(arguments)...);
#else
  pont_emulated_launch(blocks, block, shared, stream, [=] { kernel(static_cast<Parameters>(arguments)...); });
#endif
  require(cudaGetLastError(), name);
}

/// Blocks of `threads` threads that give each of n elements a thread.
constexpr std::int64_t blocks_for(std::int64_t n, std::int64_t threads) {
  return (n + threads - 1) / threads;
}

}  // namespace pont::ad::cuda
