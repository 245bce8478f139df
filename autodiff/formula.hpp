// One scalar formula of the table applied to its operands: the same source for every backend.
//
// Everything has internal linkage or is inlined: a file compiled for wide vectors shares no code with others.
#pragma once
#include "autodiff/scalar_ops.hpp"

namespace pont::ad {
namespace {

#define PONT_APPLY_UNARY(name, formula, ...)          \
  template <class T>                                  \
  PONT_HOST_DEVICE inline T apply_##name(T x, T, T) { \
    return formula;                                   \
  }
#define PONT_APPLY_BINARY(name, formula, ...)           \
  template <class T>                                    \
  PONT_HOST_DEVICE inline T apply_##name(T a, T b, T) { \
    return formula;                                     \
  }
#define PONT_APPLY_TERNARY(name, formula, ...)            \
  template <class T>                                      \
  PONT_HOST_DEVICE inline T apply_##name(T a, T b, T c) { \
    return formula;                                       \
  }
PONT_UNARY(PONT_APPLY_UNARY)
PONT_BINARY(PONT_APPLY_BINARY)
PONT_TERNARY(PONT_APPLY_TERNARY)
#undef PONT_APPLY_UNARY
#undef PONT_APPLY_BINARY
#undef PONT_APPLY_TERNARY

/// The formula of `op`, free of branches; sin and cos give NaN beyond the fast reduction.
template <ScalarOp op, class T>
PONT_HOST_DEVICE inline T apply(T a, T b, T c) {
#define PONT_CASE(name, ...) \
  if constexpr (op == ScalarOp::name) return apply_##name<T>(a, b, c);
  PONT_UNARY(PONT_CASE) PONT_BINARY(PONT_CASE) PONT_TERNARY(PONT_CASE)
#undef PONT_CASE
}

/// Formulas with a second, slow path for operands that the fast reduction is not made for.
constexpr bool reduces(ScalarOp op) { return op == ScalarOp::sin || op == ScalarOp::cos; }

/// The formula of `op` for operands of every size.
template <ScalarOp op, class T>
PONT_HOST_DEVICE inline T apply_any_size(T a, T b, T c) {
  if constexpr (reduces(op))
    if (math::needs_large_reduction(a)) return op == ScalarOp::sin ? math::sin_large(a) : math::cos_large(a);
  return apply<op, T>(a, b, c);
}

}  // namespace
}  // namespace pont::ad
