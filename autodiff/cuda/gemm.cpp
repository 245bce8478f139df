// Matrix products by cuBLAS.
#include <fmt/format.h>

#include <limits>

#include "autodiff/cuda/backend.hpp"

namespace pont::ad::cuda {
namespace {

void product(cublasHandle_t h, cublasOperation_t a_op, cublasOperation_t b_op, int m, int n, int k,
             const float* a, int lda, i64 stride_a, const float* b, int ldb, i64 stride_b, float* c, int ldc,
             i64 stride_c, int batch) {
  const float one = 1, zero = 0;
  require(cublasSgemmStridedBatched(h, a_op, b_op, m, n, k, &one, a, lda, stride_a, b, ldb, stride_b, &zero,
                                    c, ldc, stride_c, batch),
          "cublasSgemmStridedBatched");
}
void product(cublasHandle_t h, cublasOperation_t a_op, cublasOperation_t b_op, int m, int n, int k,
             const double* a, int lda, i64 stride_a, const double* b, int ldb, i64 stride_b, double* c,
             int ldc, i64 stride_c, int batch) {
  const double one = 1, zero = 0;
  require(cublasDgemmStridedBatched(h, a_op, b_op, m, n, k, &one, a, lda, stride_a, b, ldb, stride_b, &zero,
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

// cuBLAS stores matrices by columns: it sees the transposes of ours, and y^T = op(b)^T op(a)^T.
template <class T>
void multiply(cublasHandle_t handle, const Gemm& v, const T* a, const T* b, T* y) {
  const int m = length(v.M), n = length(v.N), k = length(v.K);
  product(handle, operation(v.transpose_b), operation(v.transpose_a), n, m, k, b, v.transpose_b ? k : n,
          v.K * v.N, a, v.transpose_a ? m : k, v.M * v.K, y, n, v.M * v.N, length(v.batch));
}

}  // namespace

void Cuda::run(const Gemm& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  const std::size_t bytes = static_cast<std::size_t>(v.batch * v.M * v.N) * size_of(v.dtype);
  if (bytes == 0) return;
  if (v.K == 0) return require(cudaMemsetAsync(p[0], 0, bytes, stream_.get()), "cudaMemsetAsync");
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    multiply(blas_.get(), v, as<T>(p[1]), as<T>(p[2]), as<T>(p[0]));
  });
}

// The product in scratch memory, then the chain that reads it.
void Cuda::run(const GemmChain& v, Pointers p) {
  const std::lock_guard lock(mutex_);
  const std::size_t operands = p.size() - 1;
  run(v.gemm, std::array{p.back(), p[operands - 2], p[operands - 1]});
  std::vector<std::byte*> chain(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(operands - 2));
  chain.push_back(p.back());  // its last input
  chain.push_back(nullptr);   // no scratch
  run(v.chain, chain);
}

}  // namespace pont::ad::cuda
