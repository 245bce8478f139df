// The loop over one tile of one scalar formula, for every row of the table; vectorised by the compiler.
#pragma once
#include <array>
#include <span>

#include "autodiff/scalar_ops.hpp"
#include "autodiff/shape.hpp"

namespace pont::ad {

/// y[i] = formula(a[i], b[i], c[i]) for i < n. y may be the same memory as an operand (not a shifted one).
template <class T>
using Loop = void (*)(i64 n, const T* a, const T* b, const T* c, T* y);

/// Loops of one formula; bit k of the index says that operand k is one value instead of a tile.
template <class T>
using Patterns = std::array<Loop<T>, 8>;
template <class T>
using FormulaTable = std::array<Patterns<T>, static_cast<std::size_t>(scalar_op_count)>;

/// The loop for a formula, for the widest vectors that the processor has.
template <class T>
Loop<T> formula_loop(ScalarOp op, unsigned scalars);

/// The tables that the processor can run, widest vectors first. All give the same bits.
template <class T>
std::span<const FormulaTable<T>* const> formula_tables();

/// AVX-512 in the extent of x86-64-v4.
bool has_wide_vectors();

}  // namespace pont::ad
