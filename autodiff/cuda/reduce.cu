// Sums, maxima and running sums along the middle axis of [outer, n, inner], each in one fixed order and
// without atomic operations.
//
// A sum takes one or two launches: the axis is cut into chunks, whose sums are added up by the same kernel.
// Within a chunk every thread adds its own elements, and the threads are added up by a binary tree.
#include "autodiff/cuda/kernels.hpp"
#include "autodiff/cuda/launch.hpp"
#include "autodiff/maximum.hpp"

namespace pont::ad::cuda {
namespace {

constexpr unsigned warp = 32, warps = 8, every_lane = 0xffffffff;

template <class T>
__device__ T warp_sum(T s) {
  for (unsigned step = warp / 2; step > 0; step /= 2) s += __shfl_down_sync(every_lane, s, step);
  return s;
}

// Part number blockIdx.x of the rows of x [outer, n]: each row has `parts` parts of `length` elements.
template <class T>
__global__ void row_sums(i64 n, i64 length, i64 parts, const T* x, T* y) {
  __shared__ T of_warp[warps];
  const i64 row = blockIdx.x / parts, from = blockIdx.x % parts * length;
  const i64 to = n < from + length ? n : from + length;
  T sum = 0;
  for (i64 i = from + threadIdx.x; i < to; i += blockDim.x) sum += x[row * n + i];
  sum = warp_sum(sum);
  if (threadIdx.x % warp == 0) of_warp[threadIdx.x / warp] = sum;
  __syncthreads();
  if (threadIdx.x >= warp) return;
  sum = warp_sum(threadIdx.x < blockDim.x / warp ? of_warp[threadIdx.x] : T(0));
  if (threadIdx.x == 0) y[blockIdx.x] = sum;
}

// The same for columns of x [outer, n, inner], 32 at a time: threadIdx.x is the column, threadIdx.y the first
// row.
template <class T>
__global__ void column_sums(i64 n, i64 inner, i64 length, i64 parts, const T* x, T* y) {
  __shared__ T of_row[warps][warp];
  const i64 strips = (inner + warp - 1) / warp, strip = blockIdx.x % strips,
            part = blockIdx.x / strips % parts, outer = blockIdx.x / strips / parts,
            column = strip * warp + threadIdx.x;
  const i64 from = part * length, to = n < from + length ? n : from + length;
  T sum = 0;
  for (i64 i = from + threadIdx.y; column < inner && i < to; i += warps)
    sum += x[(outer * n + i) * inner + column];
  of_row[threadIdx.y][threadIdx.x] = sum;
  for (unsigned half = warps / 2; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.y < half) of_row[threadIdx.y][threadIdx.x] += of_row[threadIdx.y + half][threadIdx.x];
  }
  if (threadIdx.y == 0 && column < inner) y[(outer * parts + part) * inner + column] = of_row[0][threadIdx.x];
}

template <class T>
struct Best {
  T value;
  i64 at;
};
template <class T>
__device__ Best<T> better(Best<T> a, Best<T> b) {
  if (outranks(b.value, a.value)) return b;
  if (outranks(a.value, b.value)) return a;
  return b.at < a.at ? b : a;
}

// A warp per column; lanes look at every 32nd element.
template <class T>
__global__ void maximum_kernel(i64 n, i64 inner, const T* x, T* value, i64* position) {
  const T* column = x + (blockIdx.x / inner) * n * inner + blockIdx.x % inner;
  const i64 start = threadIdx.x < n ? threadIdx.x : n - 1;
  Best<T> best{column[start * inner], start};
  for (i64 i = start + warp; i < n; i += warp) best = better(best, {column[i * inner], i});
  for (unsigned step = warp / 2; step > 0; step /= 2)
    best = better(
        best, {__shfl_down_sync(every_lane, best.value, step), __shfl_down_sync(every_lane, best.at, step)});
  if (threadIdx.x != 0) return;
  if (value) value[blockIdx.x] = best.value;
  if (position) position[blockIdx.x] = best.at;
}

template <class T>
__global__ void running_sums(i64 columns, i64 n, i64 inner, bool reverse, const T* x, T* y) {
  const i64 line = static_cast<i64>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (line >= columns) return;
  const i64 start = line / inner * n * inner + line % inner;
  T sum = 0;
  for (i64 i = 0; i < n; ++i) {
    const i64 at = start + (reverse ? n - 1 - i : i) * inner;
    y[at] = sum += x[at];
  }
}

// What one block adds up: 32 elements per thread of a row, 128 per thread of a column.
constexpr i64 part_length(i64 inner) { return inner == 1 ? 32 * warps * warp : 128 * warps; }
i64 parts_of(i64 n, i64 inner) { return n == 0 ? 1 : blocks_for(n, part_length(inner)); }

template <class T>
void sum_parts(i64 outer, i64 n, i64 inner, i64 length, i64 parts, const T* x, T* y, cudaStream_t stream) {
  if (inner == 1) {
    const unsigned threads = n <= 4 * static_cast<i64>(warp) ? warp : warps * warp;
    launch("launch of a sum of rows", row_sums<T>, outer * parts, threads, 0, stream, n, length, parts, x, y);
  } else {
    launch("launch of a sum of columns", column_sums<T>, outer * parts * blocks_for(inner, warp),
           dim3(warp, warps), 0, stream, n, inner, length, parts, x, y);
  }
}

}  // namespace

i64 sum_partials(i64 outer, i64 n, i64 inner) {
  const i64 parts = parts_of(n, inner);
  return parts > 1 ? outer * parts * inner : 0;
}

template <class T>
void sum(i64 outer, i64 n, i64 inner, const T* x, T* partial, T* y, cudaStream_t stream) {
  const i64 parts = parts_of(n, inner);
  sum_parts(outer, n, inner, part_length(inner), parts, x, parts > 1 ? partial : y, stream);
  if (parts > 1) sum_parts(outer, parts, inner, parts, 1, partial, y, stream);
}
template void sum(i64, i64, i64, const float*, float*, float*, cudaStream_t);
template void sum(i64, i64, i64, const double*, double*, double*, cudaStream_t);

template <class T>
void maximum(i64 outer, i64 n, i64 inner, const T* x, T* value, i64* position, cudaStream_t stream) {
  launch("launch of a maximum", maximum_kernel<T>, outer * inner, warp, 0, stream, n, inner, x, value,
         position);
}
template void maximum(i64, i64, i64, const float*, float*, i64*, cudaStream_t);
template void maximum(i64, i64, i64, const double*, double*, i64*, cudaStream_t);

template <class T>
void cumulative_sum(i64 outer, i64 n, i64 inner, bool reverse, const T* x, T* y, cudaStream_t stream) {
  launch("launch of running sums", running_sums<T>, blocks_for(outer * inner, warp), warp, 0, stream,
         outer * inner, n, inner, reverse, x, y);
}
template void cumulative_sum(i64, i64, i64, bool, const float*, float*, cudaStream_t);
template void cumulative_sum(i64, i64, i64, bool, const double*, double*, cudaStream_t);

}  // namespace pont::ad::cuda
