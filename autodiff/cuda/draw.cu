// Random numbers: a thread computes one Philox block, by the formulas of the CPU.
#include "autodiff/cuda/kernels.hpp"
#include "autodiff/cuda/launch.hpp"
#include "autodiff/draws.hpp"

namespace pont::ad::cuda {
namespace {

template <class T>
constexpr int per_block = 16 / sizeof(T);

// Element e of the stream is number e % per_block of block e / per_block.
template <class Law, class T>
__global__ void draw_kernel(std::uint64_t key, i64 n, i64 row, const i64* step, const i64* first, T* y) {
  const std::uint64_t element = static_cast<std::uint64_t>(*first * row);
  const std::uint64_t block =
      element / per_block<T> + static_cast<std::uint64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
  const philox4x32_ctr_t words = draws::bits(key, block, static_cast<std::uint64_t>(*step));
  T values[per_block<T>];
  Law::write(words.v[0], words.v[1], words.v[2], words.v[3], values);
  for (int k = 0; k < per_block<T>; ++k) {
    const i64 at = static_cast<i64>(block * per_block<T> + static_cast<std::uint64_t>(k) - element);
    if (at >= 0 && at < n) y[at] = values[k];
  }
}

}  // namespace

template <class Law, class T>
void draw(std::uint64_t key, i64 n, i64 row, const i64* step, const i64* first, T* y, cudaStream_t stream) {
  constexpr int threads = 128;
  const i64 blocks =
      n == 0 ? 0 : n / per_block<T> + 2;  // one more where the first element is inside of a block
  launch("launch of random draws", draw_kernel<Law, T>, blocks_for(blocks, threads), threads, 0, stream, key,
         n, row, step, first, y);
}
template void draw<draws::Uniform>(std::uint64_t, i64, i64, const i64*, const i64*, float*, cudaStream_t);
template void draw<draws::Uniform>(std::uint64_t, i64, i64, const i64*, const i64*, double*, cudaStream_t);
template void draw<draws::Normal>(std::uint64_t, i64, i64, const i64*, const i64*, float*, cudaStream_t);
template void draw<draws::Normal>(std::uint64_t, i64, i64, const i64*, const i64*, double*, cudaStream_t);

}  // namespace pont::ad::cuda
