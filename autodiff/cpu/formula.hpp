// The loop over one tile of one scalar formula, for every row of the table; vectorised by the compiler.
#pragma once
#include "autodiff/scalar_ops.hpp"
#include "autodiff/shape.hpp"

namespace pont::ad {

/// y[i] = formula(a[i], b[i], c[i]) for i < n. y may be the same memory as an operand (not a shifted one).
template <class T> using Loop = void (*)(i64 n, const T* a, const T* b, const T* c, T* y);

/// The loop for a formula; bit k of `scalars` says that operand k is one value instead of a tile.
template <class T> Loop<T> formula_loop(ScalarOp op, unsigned scalars);

extern template Loop<float> formula_loop<float>(ScalarOp, unsigned);
extern template Loop<double> formula_loop<double>(ScalarOp, unsigned);

}  // namespace pont::ad
