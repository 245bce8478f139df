// One batch of products in cuBLAS's terms: C = alpha op(A) op(B) + beta C, matrices by columns.
#pragma once
#include <string>

#include "tests/cuda_device/include/cublas_v2.h"

namespace pont::emulated {

/// A matrix of a batch: its columns lie `ld` elements apart, the matrices `stride`.
template <class T>
struct Matrix {
  T* first;
  int ld;
  long long stride;
};

template <class T>
struct Product {
  cublasOperation_t transpose_a, transpose_b;
  int m, n, k, batch;
  T alpha, beta;
  Matrix<const T> a, b;
  Matrix<T> c;
  bool tensor_float = false;  ///< inputs lose all but 10 bits of their fraction (float only)

  /// What cuBLAS refuses without looking at memory.
  bool valid() const;
  /// What it would do wrong to memory, or an empty text.
  std::string problem() const;
  /// One chain of fused multiply-adds per element, in the order of k.
  void run() const;
};

}  // namespace pont::emulated
