// Kernels on the emulated device: what is right runs, and each fault is found. Lambdas here are kernels.
#include <algorithm>
#include <array>
#include <numeric>

#include "tests/cuda_device/fixture.hpp"

namespace pont::emulated {
namespace {

class Kernels : public Device {};

TEST_F(Kernels, EveryThreadRunsOnce) {
  const std::size_t n = 3 * 5 * 64;
  int* count = uploaded(std::vector<int>(n, 0));
  EXPECT_EQ(run(15, 64, [=] { count[blockIdx.x * blockDim.x + threadIdx.x] += 1; }), cudaSuccess);
  EXPECT_EQ(downloaded(count, n), std::vector<int>(n, 1));
  cudaFree(count);
}

TEST_F(Kernels, ReverseThroughSharedMemory) {
  std::vector<float> x(128);
  std::iota(x.begin(), x.end(), 0.f);
  float* p = uploaded(x);
  EXPECT_EQ(run(1, 128,
                [=] {
                  __shared__ float tile[128];
                  tile[threadIdx.x] = p[threadIdx.x];
                  __syncthreads();
                  p[threadIdx.x] = tile[127 - threadIdx.x];
                }),
            cudaSuccess);
  std::reverse(x.begin(), x.end());
  EXPECT_EQ(downloaded(p, 128), x);
  cudaFree(p);
}

TEST_F(Kernels, MissingBarrierIsFound) {
  float* p = uploaded(std::vector<float>(128));
  EXPECT_EQ(run(1, 128,
                [=] {
                  __shared__ float tile[128];
                  tile[threadIdx.x] = 0;
                  __syncthreads();
                  tile[threadIdx.x] = p[threadIdx.x];
                  p[threadIdx.x] = tile[127 - threadIdx.x];
                }),
            cudaErrorIllegalAddress);
  expect_finding("in a race with a ");
}

TEST_F(Kernels, MissingBarrierBeforeReuseIsFound) {
  float* p = uploaded(std::vector<float>(64));
  EXPECT_EQ(
      run(1, 64,
          [=] {
            __shared__ float tile[64];
            for (int i = 0; i < 2; ++i) {
              tile[threadIdx.x] = p[threadIdx.x];
              __syncthreads();
              p[threadIdx.x] +=
                  tile[63 - threadIdx.x];  // the next round overwrites the tile while others still read it
            }
          }),
      cudaErrorIllegalAddress);
  expect_finding("in a race with a ");
}

TEST_F(Kernels, BlocksOfOneLaunchAreNotOrdered) {
  int* p = uploaded(std::vector<int>(4));
  EXPECT_EQ(run(4, 1, [=] { p[0] = static_cast<int>(blockIdx.x); }), cudaErrorIllegalAddress);
  expect_finding("in a race with a write");
}

TEST_F(Kernels, IndexOffByOneIsFound) {
  float* p = uploaded(std::vector<float>(100));
  EXPECT_EQ(run(4, 32,
                [=] {
                  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
                  if (i <= 100) p[i] = 1;
                }),
            cudaErrorIllegalAddress);
  expect_finding("writes 4 bytes out of bounds, at 0 bytes past the end of allocation");
  p = uploaded(std::vector<float>(100));
  float* y = allocated<float>(1);
  EXPECT_EQ(run(1, 1, [=] { *y = p[-1]; }), cudaErrorIllegalAddress);
  expect_finding("reads 4 bytes out of bounds, at 4 bytes before allocation");
}

TEST_F(Kernels, UninitialisedReadIsFound) {
  double *x = allocated<double>(4), *y = allocated<double>(4);
  EXPECT_EQ(run(1, 4, [=] { y[threadIdx.x] = x[threadIdx.x]; }), cudaErrorIllegalAddress);
  expect_finding("reads 8 bytes that nobody has written, from byte ");
}

TEST_F(Kernels, UninitialisedSharedMemoryIsFoundInEveryBlock) {
  int* y = allocated<int>(8);
  EXPECT_EQ(run(2, 4,
                [=] {
                  __shared__ int tile[4];
                  if (blockIdx.x == 0) tile[threadIdx.x] = 1;
                  y[blockIdx.x * 4 + threadIdx.x] = tile[threadIdx.x];
                }),
            cudaErrorIllegalAddress);
  expect_finding("that no thread of the block has written");
}

TEST_F(Kernels, UseAfterFreeIsFound) {
  float *x = uploaded(std::vector<float>(1)), *y = allocated<float>(1);
  cudaFree(x);
  EXPECT_EQ(run(1, 1, [=] { *y = *x; }), cudaErrorIllegalAddress);
  expect_finding("reads 4 bytes out of bounds, at memory that is not allocated, or no longer");
}

TEST_F(Kernels, DynamicSharedMemoryEndsWhereTheLaunchSays) {
  int* y = allocated<int>(32);
  const auto kernel = [=] {
    auto* tile = reinterpret_cast<int*>(ad::dynamic_shared);
    tile[threadIdx.x] = static_cast<int>(threadIdx.x);
    __syncthreads();
    y[threadIdx.x] = tile[31 - threadIdx.x];
  };
  EXPECT_EQ(run(1, 32, kernel, 128), cudaSuccess);
  EXPECT_EQ(downloaded(y, 32)[0], 31);
  EXPECT_EQ(run(1, 32, kernel, 124), cudaErrorIllegalAddress);
  expect_finding("past the shared memory of the launch, byte 124 of dynamic shared memory");
}

TEST_F(Kernels, HostMemoryIsOutOfReach) {
  const std::vector<float> table(4);
  const float* host = table.data();
  float* y = allocated<float>(4);
  EXPECT_EQ(run(1, 4, [=] { y[threadIdx.x] = host[threadIdx.x]; }), cudaErrorIllegalAddress);
  expect_finding("reads 4 bytes of the host");
}

TEST_F(Kernels, ConstantsAndPinnedMemoryAreInReach) {
  static constexpr std::array<int, 4> table{5, 6, 7, 8};
  int *y = allocated<int>(4), *pinned = nullptr;
  ASSERT_EQ(cudaMallocHost(&pinned, 16), cudaSuccess);
  std::copy_n(table.begin(), 4, pinned);
  EXPECT_EQ(run(1, 4, [=] { y[threadIdx.x] = table[threadIdx.x] + pinned[threadIdx.x]; }), cudaSuccess);
  EXPECT_EQ(downloaded(y, 4), (std::vector{10, 12, 14, 16}));
  cudaFree(y);
  cudaFreeHost(pinned);
}

TEST_F(Kernels, AtomicsDoNotRaceWithEachOther) {
  unsigned* n = uploaded(std::vector<unsigned>(1, 0));
  EXPECT_EQ(run(8, 64, [=] { atomicAdd(n, 2u); }), cudaSuccess);
  EXPECT_EQ(downloaded(n, 1)[0], 1024u);
  EXPECT_EQ(run(8, 64, [=] { atomicMax(n, blockIdx.x + 2000); }), cudaSuccess);
  EXPECT_EQ(downloaded(n, 1)[0], 2007u);
  EXPECT_EQ(run(2, 32,
                [=] {
                  atomicAdd(n, 1u);
                  if (*n == 0) *n = 1;
                }),
            cudaErrorIllegalAddress);
  expect_finding("in a race with a ");
}

TEST_F(Kernels, LocalArraysAreOnesOwn) {
  int* y = allocated<int>(64);
  EXPECT_EQ(run(2, 32,
                [=] {
                  int own[16];
                  for (int i = 0; i < 16; ++i) own[i] = i * static_cast<int>(threadIdx.x);
                  __syncthreads();
                  y[blockIdx.x * 32 + threadIdx.x] = own[threadIdx.x % 16];
                }),
            cudaSuccess);
  EXPECT_EQ(downloaded(y, 64)[63], 15 * 31);
  cudaFree(y);
}

}  // namespace
}  // namespace pont::emulated
