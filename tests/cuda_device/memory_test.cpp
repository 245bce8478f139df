// Memory: who may touch it, where it ends, what is left of it.
#include <cstring>

#include "tests/cuda_device/fixture.hpp"

namespace pont::emulated {
namespace {

class DeviceMemory : public Device {};
using DeviceMemoryDeathTest = DeviceMemory;

TEST_F(DeviceMemoryDeathTest, TheHostCannotTouchIt) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  float* p = uploaded(std::vector<float>(4));
  EXPECT_DEATH(static_cast<void>(*const_cast<volatile float*>(p + 2)),
               "the host touches device memory outside of a kernel or copy: byte 8 of allocation");
  EXPECT_DEATH(*const_cast<volatile float*>(p) = 1, "the host touches device memory");
  cudaFree(p);
}

TEST_F(DeviceMemoryDeathTest, LeaksEndTheProcess) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  const auto leave = [] {
    void* p;
    cudaMalloc(&p, 12);
    cudaStream_t s;
    cudaStreamCreateWithFlags(&s, 0);
    std::exit(0);
  };
  EXPECT_EXIT(leave(), testing::ExitedWithCode(86), "leak: allocation .* \\(12 bytes\\) was not released");
  EXPECT_EXIT(leave(), testing::ExitedWithCode(86), "leak: a stream was not released");
}

TEST_F(DeviceMemory, ReleasedTwiceIsFound) {
  float* p = allocated<float>(1);
  EXPECT_EQ(cudaFree(p), cudaSuccess);
  EXPECT_EQ(cudaFree(p), cudaErrorInvalidValue);
  expect_finding("was never given out, or is released twice");
  EXPECT_EQ(cudaFree(nullptr), cudaSuccess);
}

TEST_F(DeviceMemory, GuardsFindWhatNoHookSees) {
  float* p = allocated<float>(3);
  const std::size_t one_too_many = 16;
  EXPECT_EQ(run(1, 1, [=] { std::memset(static_cast<void*>(p), 0, one_too_many); }), cudaSuccess);
  expect_finding("the guard of an allocation was written 0 bytes past the end of allocation");
}

TEST_F(DeviceMemory, SizeIsFinite) {
  std::size_t free, total;
  device_bytes(1 << 20);
  void *p, *q;
  EXPECT_EQ(cudaMalloc(&p, 1 << 19), cudaSuccess);
  EXPECT_EQ(cudaMalloc(&q, (1 << 19) + 1), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaGetLastError(), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaGetLastError(), cudaSuccess);
  EXPECT_EQ(cudaMemGetInfo(&free, &total), cudaSuccess);
  EXPECT_EQ(free, 1u << 19);
  EXPECT_EQ(total, 1u << 20);
  EXPECT_EQ(cudaFree(p), cudaSuccess);
  device_bytes(1 << 30);
}

TEST_F(DeviceMemory, CopiesStayInBoundsAndReadWhatIsWritten) {
  float* p = allocated<float>(4);
  std::vector<float> host(5);
  EXPECT_EQ(cudaMemcpy(host.data(), p, 16, cudaMemcpyDeviceToHost), cudaErrorIllegalAddress);
  expect_finding("reads what nobody has written: byte 0 of allocation");
  p = allocated<float>(4);
  EXPECT_EQ(cudaMemcpy(p, host.data(), 20, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  expect_finding("touches memory that is not allocated: 0 bytes past the end");
  p = allocated<float>(4);
  EXPECT_EQ(cudaMemsetAsync(p + 1, 0, 16), cudaErrorInvalidValue);
  expect_finding("a fill of 16 bytes touches memory that is not allocated");
  p = uploaded(std::vector<float>(4));
  EXPECT_EQ(cudaMemcpyAsync(p, p + 1, 12, cudaMemcpyDeviceToDevice), cudaErrorInvalidValue);
  expect_finding("a copy of 12 bytes overlaps itself: from byte 4 of allocation");
  p = allocated<float>(4);
  EXPECT_EQ(cudaMemcpy(p, host.data(), 16, cudaMemcpyDeviceToHost), cudaErrorInvalidMemcpyDirection);
  EXPECT_EQ(cudaMemsetAsync(p, 0, 16), cudaSuccess);
  EXPECT_EQ(downloaded(p, 4), std::vector<float>(4));
  cudaFree(p);
}

}  // namespace
}  // namespace pont::emulated
