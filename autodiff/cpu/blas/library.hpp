// The functions of a BLAS library that Pont calls.
#pragma once
#include <string>

namespace pont::ad::blas {

/// Of CBLAS: row_major, and whether a factor is transposed.
inline constexpr int row_major = 101, as_it_is = 111, transposed = 112;

/// y [M, N] = alpha op(a) op(b) + beta y; a row of a matrix begins lda, ldb, ldy elements behind the one before it.
template <class T>
using Gemm = void (*)(int order, int transpose_a, int transpose_b, int M, int N, int K, T alpha, const T* a, int lda,
                      const T* b, int ldb, T beta, T* y, int ldy);

struct Library {
  std::string description;  ///< "OpenBLAS 0.3.21 SkylakeX"
  Gemm<float> sgemm;
  Gemm<double> dgemm;
};

/// The library, which uses one thread per call. Loaded at the first call, for a start of the program would be slower
/// for it: it has 30 MB and starts threads. Throws NoBlas.
const Library& library();

}  // namespace pont::ad::blas
