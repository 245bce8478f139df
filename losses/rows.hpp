// Coefficients per row on the tape, and small matrices of them acting on blocks.
#pragma once
#include "autodiff/ops.hpp"

namespace pont::losses {

/// Row-major rows x columns matrices, one per row of `table` [B, n], in the columns from `offset` on.
struct RowMatrix {
  ad::Var table;
  int offset, rows, columns;
  /// Entry (i, j) of every row's matrix, [B, 1].
  ad::Var operator()(int i, int j) const;
};

/// (M (x) I_d) u for u [B, columns*d]: [B, rows*d]. Each row is the same sum in the same order wherever it
/// stands.
ad::Var mixed(const RowMatrix& M, ad::Var u);

/// The blocks of u [B, k*d] with the given numbers, side by side.
ad::Var blocks(ad::Var u, int k, std::span<const int> numbers);

}  // namespace pont::losses
