// Products whose left factor is read from images through a window: convolutions and their two transposes.
#pragma once
#include "autodiff/cpu/product/kernel.hpp"
#include "autodiff/instruction.hpp"

namespace pont::ad::product {

/// y = a op(b) with a window on a: convolution, and with several phases its transpose in the image. Indirect
/// convolution as of Dukhan 2019: a table of pixels, and a row of zeros for those outside. Every element is the chain
/// of Tile over the taps of its phase, ascending, and the channels of each.
template <class T>
class WindowProduct final {
 public:
  /// Bytes of scratch memory that the object needs, for the widest kernel there is.
  static std::size_t scratch_bytes(const Gemm&);
  /// `scratch` must stay untouched while the object lives; 64-byte aligned.
  WindowProduct(const Gemm&, const T* image, const T* b, std::byte* scratch, const Kernel<T>& = kernel<T>());

  /// Rows [from, to) of y into `y` where the window is in order. Any cut is right; multiples of `block` are fast.
  void rows(i64 from, i64 to, T* y) const;
  /// All rows into `y`, for any window.
  void all(T* y) const;
  static constexpr i64 block = 72;  // whole tiles of either kernel

 private:
  using Phase = WindowTable::Phase;
  void fill(const Phase&, i64 first, i64 last, T* y) const;
  void compute(const Phase&, i64 from, i64 to) const;
  void point(const Phase&, i64 from, i64 to) const;
  void multiply(const Phase&, i64 rows, i64 first) const;

  const Kernel<T>& kernel_;
  const WindowTable& table_;
  i64 N_, channels_, taps_;
  const T *image_, *panels_;
  T* zeros_;
  const T** pixels_;  ///< [tiles of a block, taps of the phase, rows of a tile]
  T** targets_;       ///< [rows of a block]
};

/// y [taps, channels, N] = a^T b with a window on a: the gradient of convolution in its weights; without one, a sum of
/// many rows of two matrices. Every element is the chain of Tile over the positions of all images, ascending.
template <class T>
class WindowGradient final {
 public:
  /// Whether it is the faster way to compute a product.
  static bool suits(const Gemm&);
  static std::size_t scratch_bytes(const Gemm&);
  WindowGradient(const Gemm&, const T* image, const T* b, std::byte* scratch, const Kernel<T>& = kernel<T>());
  void all(T* y) const;

 private:
  void point(i64 tap, i64 from, i64 to) const;
  void multiply(i64 tap, i64 positions, bool accumulate, T* y) const;

  const Kernel<T>& kernel_;
  const WindowTable* table_;  ///< null: one tap, which sees row after row
  i64 N_, rows_, channels_, taps_;
  const T *image_, *b_;
  T *zeros_, *panels_;
  const T** pixels_;  ///< [positions of a block] of one tap
};

}  // namespace pont::ad::product
