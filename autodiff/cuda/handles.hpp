// Objects of the CUDA runtime, destroyed with their owner, and its calls, checked.
#pragma once
#include <cublas_v2.h>
#include <cuda_runtime.h>

#include <cstddef>
#include <memory>
#include <type_traits>


namespace pont::ad::cuda {

// Calls of the CUDA runtime and of cuBLAS, checked.

/// Throw DeviceError with the name of the call, what the library says, and the remedy, unless the call
/// succeeded.
void require(cudaError_t, const char* call);
void require(cublasStatus_t, const char* call);

// Objects of the CUDA runtime, destroyed with their owner.

/// What a release could not do is said by the next call if the device is lost, and by nobody otherwise: the
/// next launch, which asks for the last error, must not be blamed for it.
template <class Status>
void forget(Status) noexcept {
  cudaGetLastError();
}

struct Destroy {
  void operator()(cudaStream_t s) const noexcept { forget(cudaStreamDestroy(s)); }
  void operator()(cudaEvent_t e) const noexcept { forget(cudaEventDestroy(e)); }
  void operator()(cudaGraph_t g) const noexcept { forget(cudaGraphDestroy(g)); }
  void operator()(cudaGraphExec_t g) const noexcept { forget(cudaGraphExecDestroy(g)); }
  void operator()(cublasHandle_t h) const noexcept { forget(cublasDestroy(h)); }
};
template <class Handle>
using Owned = std::unique_ptr<std::remove_pointer_t<Handle>, Destroy>;

struct FreeDevice {
  void operator()(std::byte* p) const noexcept { forget(cudaFree(p)); }
};
struct FreePinned {
  void operator()(std::byte* p) const noexcept { forget(cudaFreeHost(p)); }
};
using Device = std::unique_ptr<std::byte, FreeDevice>;
/// Memory of the host that the device copies from and to by itself.
using Pinned = std::unique_ptr<std::byte, FreePinned>;

Owned<cudaStream_t> make_stream();
/// flags: cudaEventDisableTiming for one that only orders, cudaEventDefault for one that keeps the time.
Owned<cudaEvent_t> make_event(unsigned flags);
Owned<cublasHandle_t> make_blas();
Device make_device(std::size_t bytes);  ///< throws OutOfDeviceMemory
Pinned make_pinned(std::size_t bytes);

}  // namespace pont::ad::cuda
