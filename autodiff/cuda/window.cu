// What the taps of a window see, written out: the left factor of a convolution as a matrix.
#include "autodiff/cuda/kernels.hpp"
#include "autodiff/cuda/launch.hpp"

namespace pont::ad::cuda {
namespace {

constexpr unsigned threads = 256;

// A thread per element; neighbours copy neighbouring channels.
template <class T>
__global__ void columns_kernel(const Window w, i64 from, i64 n, const T* x, T* columns) {
  const i64 i = static_cast<i64>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (i >= n) return;
  const i64 channel = i % w.channels, tap = i / w.channels % (w.taps[0] * w.taps[1]),
            row = from + i / (w.channels * w.taps[0] * w.taps[1]), position = row % (w.positions[0] * w.positions[1]),
            image = row / (w.positions[0] * w.positions[1]);
  const i64 at_y = w.pixel(0, position / w.positions[1], tap / w.taps[1]),
            at_x = w.pixel(1, position % w.positions[1], tap % w.taps[1]);
  columns[i] = at_y < 0 || at_x < 0 ? T(0) : x[((image * w.image[0] + at_y) * w.image[1] + at_x) * w.channels + channel];
}

}  // namespace

template <class T>
void columns(const Window& w, i64 from, i64 rows, const T* x, T* y, cudaStream_t stream) {
  const i64 n = rows * w.depth();
  launch("launch of a window", columns_kernel<T>, blocks_for(n, threads), threads, 0, stream, w, from, n, x, y);
}
template void columns(const Window&, i64, i64, const float*, float*, cudaStream_t);
template void columns(const Window&, i64, i64, const double*, double*, cudaStream_t);

}  // namespace pont::ad::cuda
