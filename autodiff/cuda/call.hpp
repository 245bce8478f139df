// Calls of the CUDA runtime and of cuBLAS, checked.
#pragma once
#include <cublas_v2.h>
#include <cuda_runtime.h>

namespace pont::ad::cuda {

/// Throw DeviceError with the name of the call, what the library says, and the remedy, unless the call
/// succeeded.
void require(cudaError_t, const char* call);
void require(cublasStatus_t, const char* call);

}  // namespace pont::ad::cuda
