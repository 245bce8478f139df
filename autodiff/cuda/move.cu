// Strided copies, fills, changes of type, and rows by index.
#include "autodiff/cuda/kernels.hpp"
#include "autodiff/cuda/launch.hpp"
#include "autodiff/strided.hpp"

namespace pont::ad::cuda {
namespace {

constexpr unsigned threads = 256;

__device__ i64 thread_number() { return static_cast<i64>(blockIdx.x) * blockDim.x + threadIdx.x; }

template <class Word>
__global__ void copy_kernel(const StridedCopy walk, const Word* x, Word* y) {
  const i64 i = thread_number();
  if (i >= walk.n) return;
  const auto at = [&](const i64* strides) {
    return walk.n <= 0x7fffffff ? strided_offset<std::uint32_t>(walk.rank, walk.length, strides, i)
                                : strided_offset<std::uint64_t>(walk.rank, walk.length, strides, i);
  };
  y[at(walk.to)] = x[at(walk.from)];
}

template <class T>
__global__ void fill_kernel(i64 n, T value, T* y) {
  if (const i64 i = thread_number(); i < n) y[i] = value;
}

template <class From, class To>
__global__ void convert_kernel(i64 n, const From* x, To* y) {
  if (const i64 i = thread_number(); i < n) y[i] = static_cast<To>(x[i]);
}

__device__ bool names_a_row(i64 index, i64 rows) { return index >= 0 && index < rows; }

// One block; the smallest position wins.
__global__ void check_kernel(const char* op, i64 count, i64 rows, const i64* index, Fault* fault) {
  __shared__ i64 first[threads];
  i64 mine = count;
  for (i64 i = threadIdx.x; i < count && mine == count; i += blockDim.x)
    if (!names_a_row(index[i], rows)) mine = i;
  first[threadIdx.x] = mine;
  for (unsigned half = blockDim.x / 2; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half && first[threadIdx.x + half] < first[threadIdx.x])
      first[threadIdx.x] = first[threadIdx.x + half];
  }
  if (threadIdx.x == 0 && first[0] < count && fault->op == nullptr) *fault = {op, index[first[0]], rows};
}

template <class Word>
__global__ void gather_kernel(i64 n, i64 rows, i64 row, const Word* x, const i64* index, Word* y) {
  const i64 i = thread_number();
  if (i >= n) return;
  const i64 from = index[i / row];
  y[i] = names_a_row(from, rows) ? x[from * row + i % row] : Word(0);
}

// A block per row of y, a thread per column; the indices pass through shared memory.
template <class T>
__global__ void scatter_kernel(i64 count, i64 row, const T* g, const i64* index, T* y) {
  __shared__ i64 part[threads];
  const i64 own = blockIdx.x, width = blockDim.x;
  for (i64 strip = 0; strip < row; strip += width) {
    const i64 column = strip + threadIdx.x;
    T sum = 0;
    for (i64 from = 0; from < count; from += width) {
      const i64 n = count - from < width ? count - from : width;
      __syncthreads();
      if (threadIdx.x < n) part[threadIdx.x] = index[from + threadIdx.x];
      __syncthreads();
      for (i64 k = 0; column < row && k < n; ++k)
        if (part[k] == own) sum += g[(from + k) * row + column];
    }
    if (column < row) y[own * row + column] = sum;
  }
}

}  // namespace

template <class Word>
void copy(const StridedCopy& walk, const Word* x, Word* y, cudaStream_t stream) {
  launch("launch of a copy", copy_kernel<Word>, blocks_for(walk.n, threads), threads, 0, stream, walk, x, y);
}
template void copy(const StridedCopy&, const std::uint8_t*, std::uint8_t*, cudaStream_t);
template void copy(const StridedCopy&, const std::uint32_t*, std::uint32_t*, cudaStream_t);
template void copy(const StridedCopy&, const std::uint64_t*, std::uint64_t*, cudaStream_t);

template <class T>
void fill(i64 n, T value, T* y, cudaStream_t stream) {
  launch("launch of a fill", fill_kernel<T>, blocks_for(n, threads), threads, 0, stream, n, value, y);
}
template void fill(i64, float, float*, cudaStream_t);
template void fill(i64, double, double*, cudaStream_t);
template void fill(i64, i64, i64*, cudaStream_t);

template <class From, class To>
void convert(i64 n, const From* x, To* y, cudaStream_t stream) {
  launch("launch of a cast", convert_kernel<From, To>, blocks_for(n, threads), threads, 0, stream, n, x, y);
}
template void convert(i64, const float*, float*, cudaStream_t);
template void convert(i64, const float*, double*, cudaStream_t);
template void convert(i64, const float*, i64*, cudaStream_t);
template void convert(i64, const double*, float*, cudaStream_t);
template void convert(i64, const double*, double*, cudaStream_t);
template void convert(i64, const double*, i64*, cudaStream_t);
template void convert(i64, const std::uint8_t*, float*, cudaStream_t);
template void convert(i64, const std::uint8_t*, double*, cudaStream_t);
template void convert(i64, const std::uint8_t*, i64*, cudaStream_t);
template void convert(i64, const i64*, float*, cudaStream_t);
template void convert(i64, const i64*, double*, cudaStream_t);
template void convert(i64, const i64*, i64*, cudaStream_t);

void check_indices(const char* op, i64 count, i64 rows, const i64* index, Fault* fault, cudaStream_t stream) {
  launch("launch of the check of indices", check_kernel, 1, threads, 0, stream, op, count, rows, index,
         fault);
}

template <class Word>
void gather(i64 count, i64 rows, i64 row, const Word* x, const i64* index, Word* y, cudaStream_t stream) {
  launch("launch of a gather", gather_kernel<Word>, blocks_for(count * row, threads), threads, 0, stream,
         count * row, rows, row, x, index, y);
}
template void gather(i64, i64, i64, const std::uint8_t*, const i64*, std::uint8_t*, cudaStream_t);
template void gather(i64, i64, i64, const std::uint32_t*, const i64*, std::uint32_t*, cudaStream_t);
template void gather(i64, i64, i64, const std::uint64_t*, const i64*, std::uint64_t*, cudaStream_t);

template <class T>
void scatter_add(i64 count, i64 rows, i64 row, const T* g, const i64* index, T* y, cudaStream_t stream) {
  if (row == 0) return;
  const unsigned width = row < threads ? static_cast<unsigned>((row + 31) / 32 * 32) : threads;
  launch("launch of a scatter", scatter_kernel<T>, rows, width, 0, stream, count, row, g, index, y);
}
template void scatter_add(i64, i64, i64, const float*, const i64*, float*, cudaStream_t);
template void scatter_add(i64, i64, i64, const double*, const i64*, double*, cudaStream_t);

}  // namespace pont::ad::cuda
