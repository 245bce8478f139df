// Matrix products by OpenBLAS, on the calling thread.
#include <cblas.h>

#include <algorithm>

#include "autodiff/cpu/cpu.hpp"

namespace pont::ad {
namespace {

void gemm(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, int M, int N, int K, const float* a, int lda,
          const float* b, int ldb, float* y) {
  cblas_sgemm(CblasRowMajor, ta, tb, M, N, K, 1, a, lda, b, ldb, 0, y, N);
}
void gemm(CBLAS_TRANSPOSE ta, CBLAS_TRANSPOSE tb, int M, int N, int K, const double* a, int lda,
          const double* b, int ldb, double* y) {
  cblas_dgemm(CblasRowMajor, ta, tb, M, N, K, 1, a, lda, b, ldb, 0, y, N);
}

template <class T>
void products(const Gemm& v, const T* a, const T* b, T* y) {
  const int M = static_cast<int>(v.M), N = static_cast<int>(v.N), K = static_cast<int>(v.K);
  if (v.K == 0) return static_cast<void>(std::fill_n(y, v.batch * v.M * v.N, T(0)));
  if (v.M == 0 || v.N == 0) return;
  for (i64 i = 0; i < v.batch; ++i)
    gemm(v.transpose_a ? CblasTrans : CblasNoTrans, v.transpose_b ? CblasTrans : CblasNoTrans, M, N, K,
         a + i * v.M * v.K, v.transpose_a ? M : K, b + i * v.K * v.N, v.transpose_b ? K : N,
         y + i * v.M * v.N);
}

}  // namespace

void Cpu::run(const Gemm& v, Pointers p) {
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    products<T>(v, as<T>(p[1]), as<T>(p[2]), as<T>(p[0]));
  });
}

}  // namespace pont::ad
