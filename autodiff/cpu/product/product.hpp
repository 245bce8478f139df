// One matrix product, computed a block of rows at a time from a packed right factor.
#pragma once
#include "autodiff/cpu/product/kernel.hpp"
#include "autodiff/instruction.hpp"

namespace pont::ad::product {

/// y = op(a) op(b), see Gemm (one matrix of its batch). b is copied to panels of the tile's width when the object is made;
/// then any rows can be computed in any order. Every element is the chain of Tile, whatever the sizes and cuts.
template <class T>
class Product final {
 public:
  /// Elements of scratch memory that the object needs, for the widest kernel there is.
  static i64 scratch(const Gemm&);
  /// `scratch` must stay untouched while the object lives.
  Product(const Gemm&, const T* a, const T* b, T* scratch, const Kernel<T>& = kernel<T>());

  /// Rows [from, to) of y into `y`, row-major with rows of N elements. Any cut is right; multiples of `block` are fast.
  void rows(i64 from, i64 to, T* y) const;
  static constexpr i64 block = 64;

 private:
  struct Panel {  // of the right factor: columns [first, first + used) in a tile of `width`
    const T* data;
    i64 step, first, used;
    int vectors;
  };
  void pack_right(const T* b);
  Panel panel(i64 p) const;
  void multiply(const Panel&, i64 from, i64 to, i64 k, i64 depth, T* y) const;
  void edge(Tile<T>, const Panel&, i64 rows, i64 k, i64 depth, const T* a, T* y) const;

  const Kernel<T>& kernel_;
  i64 M_, N_, K_, a_row_, a_step_, b_row_, b_step_;
  const T* a_;
  const T* b_;
  T* panels_;
  T* left_;  // a block of rows of a transposed left factor
  mutable i64 left_row_ = 0, left_step_ = 0;
};

}  // namespace pont::ad::product
