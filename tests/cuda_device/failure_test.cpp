// Calls that fail on request: each function of the runtime, at a chosen use.
#include <cublas_v2.h>

#include "tests/cuda_device/fixture.hpp"

namespace pont::emulated {
namespace {

class Failures : public Device {};

TEST_F(Failures, TheNthCallFailsAndNoOther) {
  fail("cudaMalloc", 2);
  void *p, *q, *r;
  EXPECT_EQ(cudaMalloc(&p, 8), cudaSuccess);
  EXPECT_EQ(cudaMalloc(&q, 8), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaMalloc(&r, 8), cudaSuccess);
  EXPECT_EQ(calls("cudaMalloc"), 3);
  cudaFree(p), cudaFree(r);
}

TEST_F(Failures, AnyCallCanBeMeant) {
  fail("any", 3);
  void* p;
  EXPECT_EQ(cudaMalloc(&p, 8), cudaSuccess);
  EXPECT_EQ(cudaMemsetAsync(p, 0, 8), cudaSuccess);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorUnknown);
  EXPECT_EQ(cudaFree(p), cudaSuccess);
}

TEST_F(Failures, AReleaseThatFailsHasReleased) {
  void* p;
  cudaMalloc(&p, 8);
  fail("cudaFree", 1);
  EXPECT_EQ(cudaFree(p), cudaErrorUnknown);
}

TEST_F(Failures, ALaunchTellsByTheLastError) {
  fail("launch", 1);
  pont_emulated_launch(1, 1, 0, nullptr, [] {});
  EXPECT_EQ(cudaPeekAtLastError(), cudaErrorUnknown);
  EXPECT_EQ(cudaGetLastError(), cudaErrorUnknown);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
}

TEST_F(Failures, AKernelThatDiesIsToldLaterAndForGood) {
  void* p = allocated<float>(1);
  fail("kernel", 1);
  EXPECT_EQ(run(1, 1, [] {}), cudaErrorLaunchFailure);
  EXPECT_EQ(cudaMalloc(&p, 8), cudaErrorLaunchFailure);
  EXPECT_EQ(cudaGetLastError(), cudaErrorLaunchFailure);
  EXPECT_EQ(cudaGetLastError(), cudaErrorLaunchFailure);
  EXPECT_STREQ(cudaGetErrorName(cudaErrorLaunchFailure), "cudaErrorLaunchFailure");
  EXPECT_STREQ(cudaGetErrorString(cudaErrorLaunchFailure), "unspecified launch failure");
  restart();
}

TEST_F(Failures, CublasFailsInItsOwnTerms) {
  cublasHandle_t blas;
  fail("cublasCreate", 1);
  EXPECT_EQ(cublasCreate(&blas), CUBLAS_STATUS_NOT_INITIALIZED);
  EXPECT_EQ(cublasCreate(&blas), CUBLAS_STATUS_SUCCESS);
  fail("cublasSetStream", 1);
  EXPECT_EQ(cublasSetStream(blas, nullptr), CUBLAS_STATUS_EXECUTION_FAILED);
  EXPECT_STREQ(cublasGetStatusName(CUBLAS_STATUS_EXECUTION_FAILED), "CUBLAS_STATUS_EXECUTION_FAILED");
  fail("cublasDestroy", 1);
  EXPECT_EQ(cublasDestroy(blas), CUBLAS_STATUS_EXECUTION_FAILED);
}

TEST_F(Failures, AMachineMayHaveNoDevice) {
  device_count(0);
  int count = -1;
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaErrorNoDevice);
  EXPECT_EQ(count, 0);
  EXPECT_EQ(cudaSetDevice(0), cudaErrorNoDevice);
  device_count(1);
  EXPECT_EQ(cudaSetDevice(1), cudaErrorInvalidDevice);
}

}  // namespace
}  // namespace pont::emulated
