// Stands in for the header of cuBLAS: the products that Pont uses; tests/cuda_device/cublas.cpp computes
// them.
#pragma once
#include "tests/cuda_device/include/emulated/types.h"

// Each status once: name, number, text.
#define PONT_CUBLAS_STATUSES(X)                                                 \
  X(CUBLAS_STATUS_SUCCESS, 0, "success")                                        \
  X(CUBLAS_STATUS_NOT_INITIALIZED, 1, "the library was not initialized")        \
  X(CUBLAS_STATUS_ALLOC_FAILED, 3, "the resource allocation failed")            \
  X(CUBLAS_STATUS_INVALID_VALUE, 7, "an invalid value was used as a parameter") \
  X(CUBLAS_STATUS_EXECUTION_FAILED, 13, "the GPU program failed to execute")    \
  X(CUBLAS_STATUS_INTERNAL_ERROR, 14, "an internal operation failed")

#define PONT_CUBLAS_ENUMERATOR(name, number, text) name = number,
enum cublasStatus_t { PONT_CUBLAS_STATUSES(PONT_CUBLAS_ENUMERATOR) };
#undef PONT_CUBLAS_ENUMERATOR
enum cublasOperation_t { CUBLAS_OP_N, CUBLAS_OP_T };
enum cublasMath_t { CUBLAS_DEFAULT_MATH = 0, CUBLAS_PEDANTIC_MATH = 2, CUBLAS_TF32_TENSOR_OP_MATH = 3 };
using cublasHandle_t = struct cublasContext*;

extern "C" {
cublasStatus_t cublasCreate(cublasHandle_t*);
cublasStatus_t cublasDestroy(cublasHandle_t);
cublasStatus_t cublasSetStream(cublasHandle_t, cudaStream_t);
cublasStatus_t cublasSetWorkspace(cublasHandle_t, void* device, std::size_t bytes);
cublasStatus_t cublasSetMathMode(cublasHandle_t, cublasMath_t);
cublasStatus_t cublasSgemmStridedBatched(cublasHandle_t, cublasOperation_t transa, cublasOperation_t transb,
                                         int m, int n, int k, const float* alpha, const float* A, int lda,
                                         long long stride_a, const float* B, int ldb, long long stride_b,
                                         const float* beta, float* C, int ldc, long long stride_c, int batch);
cublasStatus_t cublasDgemmStridedBatched(cublasHandle_t, cublasOperation_t transa, cublasOperation_t transb,
                                         int m, int n, int k, const double* alpha, const double* A, int lda,
                                         long long stride_a, const double* B, int ldb, long long stride_b,
                                         const double* beta, double* C, int ldc, long long stride_c,
                                         int batch);
const char* cublasGetStatusName(cublasStatus_t);
const char* cublasGetStatusString(cublasStatus_t);
}
