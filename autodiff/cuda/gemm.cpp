// Matrix products by cuBLAS; those with a window from columns that are written out, a bounded number of rows at a time.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "autodiff/cuda/backend.hpp"
#include "autodiff/cuda/kernels.hpp"

namespace pont::ad::cuda {
namespace {

void product(cublasHandle_t h, cublasOperation_t a_op, cublasOperation_t b_op, int m, int n, int k,
             const float* a, int lda, i64 stride_a, const float* b, int ldb, i64 stride_b, float* c, int ldc,
             i64 stride_c, int batch, float beta) {
  const float one = 1;
  require(cublasSgemmStridedBatched(h, a_op, b_op, m, n, k, &one, a, lda, stride_a, b, ldb, stride_b, &beta,
                                    c, ldc, stride_c, batch),
          "cublasSgemmStridedBatched");
}
void product(cublasHandle_t h, cublasOperation_t a_op, cublasOperation_t b_op, int m, int n, int k,
             const double* a, int lda, i64 stride_a, const double* b, int ldb, i64 stride_b, double* c,
             int ldc, i64 stride_c, int batch, double beta) {
  const double one = 1;
  require(cublasDgemmStridedBatched(h, a_op, b_op, m, n, k, &one, a, lda, stride_a, b, ldb, stride_b, &beta,
                                    c, ldc, stride_c, batch),
          "cublasDgemmStridedBatched");
}

int length(i64 n) {
  if (n > std::numeric_limits<int>::max())
    throw DeviceError(
        fmt::format("cuda: cuBLAS multiplies matrices of fewer than 2^31 rows and columns, {} given; use "
                    "a smaller train.shard",
                    n));
  return static_cast<int>(n);
}

cublasOperation_t operation(bool transpose) { return transpose ? CUBLAS_OP_T : CUBLAS_OP_N; }

// cuBLAS stores matrices by columns: it sees the transposes of ours, and y^T = op(b)^T op(a)^T. beta: 1 to add to y.
template <class T>
void multiply(cublasHandle_t handle, const Gemm& v, const T* a, const T* b, T* y, T beta = 0) {
  const int m = length(v.M), n = length(v.N), k = length(v.K);
  product(handle, operation(v.transpose_b), operation(v.transpose_a), n, m, k, b, v.transpose_b ? k : n,
          v.K * v.N, a, v.transpose_a ? m : k, v.M * v.K, y, n, v.M * v.N, length(v.batch), beta);
}

// Elements of columns that are written out at a time: 64 MiB of floats. Tests choose fewer.
#ifndef PONT_COLUMN_ELEMENTS
#define PONT_COLUMN_ELEMENTS (i64{1} << 24)
#endif

i64 rows_at_once(const Window& w) { return std::clamp<i64>(PONT_COLUMN_ELEMENTS / w.depth(), 1, w.rows()); }

// y's rows one part after the other; with transpose_a every part adds to all of y.
template <class T>
void multiply_windowed(cublasHandle_t handle, const Gemm& v, const T* x, const T* b, T* y, T* scratch,
                       cudaStream_t stream) {
  const Window& w = v.window->window();
  const i64 most = rows_at_once(w);
  for (i64 from = 0; from < w.rows(); from += most) {
    const i64 rows = std::min(most, w.rows() - from);
    columns(w, from, rows, x, scratch, stream);
    if (v.transpose_a)
      multiply<T>(handle, {v.dtype, true, false, 1, v.M, v.N, rows}, scratch, b + from * v.N, y, from > 0 ? T(1) : T(0));
    else
      multiply<T>(handle, {v.dtype, false, false, 1, rows, v.N, v.K}, scratch, b, y + from * v.N);
  }
}

// Each matrix of b transposed, for a product that reads them one below the other.
template <class T>
void transpose_taps(const Gemm& v, const T* b, T* y, cudaStream_t stream) {
  const i64 taps = v.taps(), channels = v.K / taps;
  const StridedCopy walk{3, v.K * v.N, {taps, channels, v.N}, {v.K / taps * v.N, v.N, 1}, {v.K / taps * v.N, 1, channels}};
  if constexpr (sizeof(T) == 4)
    copy(walk, reinterpret_cast<const std::uint32_t*>(b), reinterpret_cast<std::uint32_t*>(y), stream);
  else
    copy(walk, reinterpret_cast<const std::uint64_t*>(b), reinterpret_cast<std::uint64_t*>(y), stream);
}

std::size_t aligned(std::size_t bytes) { return (bytes + 255) / 256 * 256; }
std::size_t bytes_of(const Gemm& v, i64 elements) { return static_cast<std::size_t>(elements) * size_of(v.dtype); }

// Transposed weights, then columns.
std::size_t weights_bytes(const Gemm& v) { return v.transpose_b ? aligned(bytes_of(v, v.K * v.N)) : 0; }

}  // namespace

std::size_t product_bytes(const Gemm& v) { return aligned(bytes_of(v, v.M * v.N)); }
std::size_t product_scratch(const Gemm& v) {
  if (!v.window) return 0;
  const Window& w = v.window->window();
  return weights_bytes(v) + bytes_of(v, rows_at_once(w) * w.depth());
}

void Cuda::run(const Gemm& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  const std::size_t bytes = static_cast<std::size_t>(v.batch * v.M * v.N) * size_of(v.dtype);
  if (bytes == 0) return;
  if (v.K == 0) return require(cudaMemsetAsync(p[0], 0, bytes, stream_.get()), "cudaMemsetAsync");
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    if (!v.window) return multiply(blas_.get(), v, as<T>(p[1]), as<T>(p[2]), as<T>(p[0]));
    T* const weights = as<T>(p[3]);
    if (v.transpose_b) transpose_taps(v, as<T>(p[2]), weights, stream_.get());
    multiply_windowed(blas_.get(), v, as<T>(p[1]), v.transpose_b ? weights : as<T>(p[2]), as<T>(p[0]),
                      as<T>(p[3] + weights_bytes(v)), stream_.get());
  });
}

// The product in scratch memory, then the chain that reads it.
void Cuda::run(const GemmChain& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  const std::size_t operands = p.size() - 1;
  run(v.gemm, std::array{p.back(), p[operands - 2], p[operands - 1], p.back() + product_bytes(v.gemm)});
  std::vector<std::byte*> chain(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(operands - 2));
  chain.push_back(p.back());  // its last input
  chain.push_back(nullptr);   // no scratch
  run(v.chain, chain);
}

}  // namespace pont::ad::cuda
