// Operations on images besides convolution: group normalisation, attention, and changes of resolution.
//
// Images are [B, H, W, C]. Each operation records on the tape of its operands and has derivatives of any order. All
// throw std::invalid_argument "op: what is wrong, with the sizes (at file:line)" for shapes that do not fit.
#pragma once
#include "autodiff/tape.hpp"

namespace pont::ad {

/// Wu & He 2018, eqs. (1) to (7): x [B, ..., C] (two axes or more), its last axis cut into `groups` runs of
/// neighbouring channels. Each sample and group is normalised by itself, (x - mean) / sqrt(variance + epsilon) with the
/// biased variance, then times scale plus shift, both [C]. Throws unless groups divide C.
/// Sums go over the pixels of each channel first, then over the channels of a group: an order that no machine changes.
Var group_norm(Operand x, Operand scale, Operand shift, i64 groups, double epsilon);

/// Vaswani et al. 2017, eq. (1) and section 3.2.2 without the projections: softmax(q k^T / sqrt(C / heads)) v of each
/// head, a run of C / heads neighbouring channels. q, k, v and the result [B, N, C]. Throws unless heads divide C.
Var attention(Operand q, Operand k, Operand v, i64 heads);

/// Means / maxima of squares of `factor` x `factor` pixels that do not overlap: [B, H / factor, W / factor, C]. Throws
/// unless factor divides H and W. The cotangent of a maximum is shared among the rows of its square that have it, there
/// among the pixels that have it.
Var mean_pool(Operand x, i64 factor);
Var max_pool(Operand x, i64 factor);
/// Each pixel repeated as a square of `factor` x `factor`.
Var upsample_nearest(Operand x, i64 factor);

/// Space to depth: [B, H, W, C] to [B, H / factor, W / factor, factor factor C]. Channel (i factor + j) C + c of the
/// result is channel c of the pixel in row i and column j of its square. Throws unless factor divides H and W.
Var pixel_unshuffle(Operand x, i64 factor);
/// The inverse of pixel_unshuffle. Throws unless factor^2 divides the channels.
Var pixel_shuffle(Operand x, i64 factor);

/// Half resolution by the filter (1, 3, 3, 1) / 8 along rows and columns, zeros outside the image: upfirdn2d of Karras
/// et al. 2020 (StyleGAN2), as NCSN++ uses it (Song et al. 2021), with down = 2 and padding (1, 1). Throws unless H and
/// W are even.
Var fir_down(Operand x);
/// Twice the resolution by the same filter times 4: upfirdn2d with up = 2 and padding (2, 1). It is 4 times the
/// transpose of fir_down.
Var fir_up(Operand x);

}  // namespace pont::ad
