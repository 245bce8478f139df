// One matrix product, computed a block of rows at a time from a packed right factor.
#pragma once
#include "autodiff/cpu/product/kernel.hpp"
#include "autodiff/instruction.hpp"

namespace pont::ad::product {

/// Elements of a right factor [K, N] in panels, for the widest kernel there is.
i64 panel_elements(i64 K, i64 N);

/// The right factor in panels of the tile's width, for all products that read it.
template <class T>
void pack_right(const Pack&, const T* b, T* panels, const Kernel<T>& = kernel<T>());

/// y = op(a) op(b), see Gemm (one matrix of its batch). Unless it comes packed, b is copied to panels when
/// the object is made; then any rows can be computed in any order. Every element is the chain of Tile,
/// whatever the sizes and cuts.
template <class T>
class Product final {
 public:
  /// Whether it reads panels alone, so that b may come packed.
  static bool packs(const Gemm&);
  /// Whether it is the fastest of our own for this product as a whole; others are of WindowProduct and WindowGradient.
  static bool suits(const Gemm&);
  /// Elements of scratch memory that the object needs, for the widest kernel there is.
  static i64 scratch(const Gemm&);
  /// `scratch` must stay untouched while the object lives.
  Product(const Gemm&, const T* a, const T* b, T* scratch, const Kernel<T>& = kernel<T>());

  /// Rows [from, to) of y into `y`, row-major with rows of N elements. Any cut is right; multiples of `block`
  /// are fast.
  void rows(i64 from, i64 to, T* y) const;
  static constexpr i64 block = 72;  // whole tiles of either kernel

 private:
  struct Left {  // rows of the left factor, as the tile reads them
    const T* data;
    i64 row, step;
  };
  struct Panel {  // columns [first, first + used) of the right factor in a tile of `vectors` vectors
    const T* data;
    i64 step, first, used;
    int vectors;
  };
  Panel panel(i64 first) const;
  bool in_place(i64 used, int vectors) const;
  void pack_panels(T* panels) const;
  bool narrow() const;
  void narrow_rows(i64 from, i64 to, T* y) const;
  Left left(i64 from, i64 rows) const;
  void multiply(const Left&, i64 rows, const Panel&, i64 k, T* y) const;
  void edge(Tile<T>, i64 depth, const T* a, const Left&, const Panel&, const T* b, i64 rows, bool accumulate,
            T* y) const;

  const Kernel<T>& kernel_;
  i64 M_, N_, K_, a_row_, a_step_, b_row_, b_column_;
  bool packed_;
  const T *a_, *b_, *panels_;
  T* left_;
};

}  // namespace pont::ad::product
