// Convolutions of images [B, H, W, C], closed under transposition; each operation records on the tape of its operands.
#pragma once
#include <array>

#include "autodiff/tape.hpp"

namespace pont::ad {

/// How a kernel moves over an image, along height and along width: zeros before and after the image, pixels from one
/// position to the next, pixels from one tap to the next.
struct Slide {
  using Pair = std::array<i64, 2>;
  Pair stride{1, 1}, low{0, 0}, high{0, 0}, dilation{1, 1};

  /// A kernel of odd length k that leaves the size of an image as it is.
  static Slide same(i64 k) { return {.low = {k / 2, k / 2}, .high = {k / 2, k / 2}}; }
  /// Positions along one axis (0 or 1) of a kernel of `taps` on `length` pixels; 0 or less if it does not fit:
  /// floor((length + low + high - dilation (taps - 1) - 1) / stride) + 1 (Dumoulin & Visin 2016, relationship 15).
  i64 positions(int axis, i64 length, i64 taps) const;
  bool operator==(const Slide&) const = default;
};

/// y[b, p, q, o] = sum over (i, j, c) of x[b, p s - low + i d, q s - low + j d, c] w[i, j, c, o], x zero outside: a
/// cross-correlation, as the field says convolution. x [B, H, W, Ci], w [kh, kw, Ci, Co], y [B, H', W', Co] with
/// H' = positions(0, H, kh). Each element is one chain of fused multiply-adds over i, then j, then c, ascending: its
/// bits are those of pad, slices, concat and matmul. Throws std::invalid_argument, with both sizes, where the kernel
/// does not fit or channels differ.
Var conv(Operand x, Operand w, const Slide& = {});
/// The transpose of conv in its image (a transposed convolution): g [B, H', W', Co] to [B, height, width, Ci].
/// Throws std::invalid_argument unless g is what conv makes of such an image.
Var conv_input(Operand g, Operand w, i64 height, i64 width, const Slide& = {});
/// The transpose of conv in its weights: x [B, H, W, Ci], g [B, H', W', Co] to [kh, kw, Ci, Co]; the chain runs over
/// the positions of all images, ascending. Throws std::invalid_argument unless g is what conv makes of x.
Var conv_weight(Operand x, Operand g, i64 kh, i64 kw, const Slide& = {});

}  // namespace pont::ad
