// One matrix product by BLAS, with the interface of product::Product.
#pragma once
#include "autodiff/instruction.hpp"

namespace pont::ad::blas {

/// y = op(a) op(b), see ad::Gemm (one matrix of its batch), a call of the library for each cut of the rows.
template <class T>
class Product final {
 public:
  /// The library packs for itself, and wants no scratch memory.
  static bool packs(const ad::Gemm&) { return false; }
  static i64 scratch(const ad::Gemm&) { return 0; }
  /// Whether it computes this product; not those with a window.
  static bool suits(const ad::Gemm& g) { return !g.window; }
  /// Throws std::length_error for sizes that BLAS cannot count.
  Product(const ad::Gemm&, const T* a, const T* b, T* scratch);

  /// Rows [from, to) of y into `y`, row-major with rows of N elements. Another cut may give other bits.
  void rows(i64 from, i64 to, T* y) const;
  static constexpr i64 block = 256;  // each call packs the right factor

 private:
  const ad::Gemm& g_;
  const T *a_, *b_;
};

}  // namespace pont::ad::blas
