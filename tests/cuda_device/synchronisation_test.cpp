// Barriers and shuffles: the values they give, and the ways to misuse them.
#include <numeric>

#include "tests/cuda_device/fixture.hpp"

namespace pont::emulated {
namespace {

class Synchronisation : public Device {};
constexpr unsigned full = 0xFFFFFFFF;

TEST_F(Synchronisation, SumOverAWarpInEverySeed) {
  std::vector<double> x(96);
  std::iota(x.begin(), x.end(), 1.);
  for (std::uint64_t s = 0; s < 20; ++s) {
    seed(s);
    double *p = uploaded(x), *y = allocated<double>(3);
    EXPECT_EQ(run(1, 96,
                  [=] {
                    double v = p[threadIdx.x];
                    for (unsigned d = 16; d > 0; d /= 2) v += __shfl_down_sync(full, v, d);
                    if (threadIdx.x % 32 == 0) y[threadIdx.x / 32] = v;
                  }),
              cudaSuccess);
    EXPECT_EQ(downloaded(y, 3), (std::vector<double>{528, 1552, 2576}));
    cudaFree(p), cudaFree(y);
  }
}

TEST_F(Synchronisation, ExchangeWithinSegments) {
  int *down = allocated<int>(32), *across = allocated<int>(32);
  EXPECT_EQ(run(1, 32,
                [=] {
                  const int lane = static_cast<int>(threadIdx.x);
                  down[lane] = __shfl_down_sync(full, lane, 3, 8);
                  across[lane] = __shfl_xor_sync(full, lane, 5, 8);
                }),
            cudaSuccess);
  const auto d = downloaded(down, 32), a = downloaded(across, 32);
  for (int i = 0; i < 32; ++i) {
    EXPECT_EQ(d[i], i % 8 + 3 < 8 ? i + 3 : i);
    EXPECT_EQ(a[i], i ^ 5);
  }
  cudaFree(down), cudaFree(across);
}

TEST_F(Synchronisation, ThreadsThatReturnBeforeABarrierAreFound) {
  EXPECT_EQ(run(1, 64,
                [] {
                  if (threadIdx.x > 60) return;
                  __syncthreads();
                }),
            cudaErrorIllegalAddress);
  expect_finding("61 threads of the block wait at the barrier ");
}

TEST_F(Synchronisation, DifferentBarriersAreFound) {
  const auto kernel = [] {
    if (threadIdx.x < 32)
      __syncthreads();
    else
      __syncthreads();
  };
  EXPECT_EQ(run(1, 64, kernel), cudaErrorIllegalAddress);
  expect_finding("threads of a block wait at different barriers");
}

TEST_F(Synchronisation, BarriersInLoopsOfDifferentLengthAreFound) {
  EXPECT_EQ(run(1, 32,
                [] {
                  for (unsigned i = 0; i <= threadIdx.x / 16; ++i) __syncthreads();
                }),
            cudaErrorIllegalAddress);
  expect_finding("and 16 have returned");
}

TEST_F(Synchronisation, LanesThatAreNotThereAreFound) {
  EXPECT_EQ(run(1, 48, [] { static_cast<void>(__shfl_down_sync(full, 1, 1)); }), cudaErrorIllegalAddress);
  expect_finding("which the block does not have");
  EXPECT_EQ(run(1, 32,
                [] {
                  if (threadIdx.x < 16) static_cast<void>(__shfl_down_sync(full, 1, 1));
                }),
            cudaErrorIllegalAddress);
  expect_finding("shuffle");
  EXPECT_EQ(run(1, 32, [] { static_cast<void>(__shfl_down_sync(0xFF, 1, 1)); }), cudaErrorIllegalAddress);
  expect_finding("does not name");
}

TEST_F(Synchronisation, ABarrierForSomeAndAShuffleForOthersIsFound) {
  EXPECT_EQ(run(1, 32,
                [] {
                  if (threadIdx.x == 0)
                    __syncthreads();
                  else
                    static_cast<void>(__shfl_down_sync(full, 1, 1));
                }),
            cudaErrorIllegalAddress);
  expect_finding("waits for lanes that never come to it");
}

TEST_F(Synchronisation, LimitsOfALaunch) {
  const auto nothing = [] {};
  const auto start = [&](dim3 grid, dim3 block, std::size_t shared) {
    pont_emulated_launch(grid, block, shared, nullptr, nothing);
    return cudaGetLastError();
  };
  EXPECT_EQ(start(1, 1024, 0), cudaSuccess);
  EXPECT_EQ(start(1, 1025, 0), cudaErrorInvalidConfiguration);
  EXPECT_EQ(start(1, {32, 33}, 0), cudaErrorInvalidConfiguration);
  EXPECT_EQ(start(0, 32, 0), cudaErrorInvalidConfiguration);
  EXPECT_EQ(start({1, 65536}, 32, 0), cudaErrorInvalidConfiguration);
  EXPECT_EQ(start(1, {1, 1, 65}, 0), cudaErrorInvalidConfiguration);
  EXPECT_EQ(start(1, 32, 48 * 1024 + 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceSynchronize(), cudaSuccess);
}

}  // namespace
}  // namespace pont::emulated
