// The innermost loops of matrix products: one register tile, and copies into panels; compiled for each vector
// width.
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "autodiff/shape.hpp"

namespace pont::ad::product {

/// y[i ldy + j] = sum_k a[i a_row + k a_step] b[k b_step + j] for all i < rows and j < columns of the tile,
/// where y is what the sum starts from if `accumulate`, and 0 otherwise. Each element is one chain of fused
/// multiply-adds in ascending k, so that its bits depend on neither the vector width, nor the tile, nor on
/// how k is cut into pieces.
template <class T>
using Tile = void (*)(i64 K, const T* a, i64 a_row, i64 a_step, const T* b, i64 b_step, T* y, i64 ldy,
                      bool accumulate);

/// The same where both factors lie in pieces of `depth`, and rows of y anywhere: piece k of row i of the left factor
/// begins at a[k rows + i], with the rows of the largest tile, and meets piece part[k] of the right one; row i of the
/// tile begins at y[i] + shift.
template <class T>
using PieceTile = void (*)(i64 pieces, i64 depth, const T* const* a, const std::int32_t* part, const T* b, i64 b_step,
                           T* const* y, i64 shift, bool accumulate);
/// The same where column k of the left factor begins at a[k] + a_shift.
template <class T>
using ColumnTile = void (*)(i64 K, const T* const* a, i64 a_shift, const T* b, i64 b_step, T* const* y, i64 shift,
                            bool accumulate);

inline constexpr int most_rows = 8;

template <class T>
struct Kernel {
  int rows, lanes;                                     ///< of the largest tile: rows x 2 lanes
  std::array<std::array<Tile<T>, 2>, most_rows> tile;  ///< [rows - 1][columns / lanes - 1]
  std::array<Tile<T>, 2> cold;                         ///< all rows, for a b that lies in a farther cache
  std::array<std::array<PieceTile<T>, 2>, most_rows> pieces;
  std::array<std::array<ColumnTile<T>, 2>, most_rows> columns;
};

/// The widest one that the processor has: AVX-512, or AVX2 with FMA. Both give the same bits.
template <class T>
const Kernel<T>& kernel();
/// Every one that the processor has, to compare them.
template <class T>
std::span<const Kernel<T>* const> kernels();

/// panel[k width + j] = x[k step + j row] for k < K and j < used; zeros for j in [used, width). Either row or
/// step is 1.
template <class T>
void pack(i64 K, const T* x, i64 row, i64 step, i64 used, i64 width, T* panel);

}  // namespace pont::ad::product
