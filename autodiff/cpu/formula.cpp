// Instantiates a loop for every formula, element type and pattern of scalar operands.
#include "autodiff/cpu/formula.hpp"

#include <array>
#include <utility>

namespace pont::ad {
namespace {

// Branch-free formulas: the vector body and the scalar tail of the compiled loop round alike, so an element
// has the same bits wherever it stands.
#define PONT_APPLY_UNARY(name, formula, ...) \
  template <class T>                         \
  T apply_##name(T x, T, T) {                \
    return formula;                          \
  }
#define PONT_APPLY_BINARY(name, formula, ...) \
  template <class T>                          \
  T apply_##name(T a, T b, T) {               \
    return formula;                           \
  }
#define PONT_APPLY_TERNARY(name, formula, ...) \
  template <class T>                           \
  T apply_##name(T a, T b, T c) {              \
    return formula;                            \
  }
PONT_UNARY(PONT_APPLY_UNARY)
PONT_BINARY(PONT_APPLY_BINARY)
PONT_TERNARY(PONT_APPLY_TERNARY)

template <ScalarOp op, class T>
inline T apply(T a, T b, T c) {
#define PONT_CASE(name, ...) \
  if constexpr (op == ScalarOp::name) return apply_##name<T>(a, b, c);
  PONT_UNARY(PONT_CASE) PONT_BINARY(PONT_CASE) PONT_TERNARY(PONT_CASE)
}

// Arguments of sin and cos beyond the fast reduction are rare: a tile that has one takes the slow loop, in
// which the other elements keep their bits.
template <ScalarOp op, class T>
T apply_any_size(T x) {
  if (!math::needs_large_reduction(x)) return apply<op, T>(x, T(0), T(0));
  return op == ScalarOp::sin ? math::sin_large(x) : math::cos_large(x);
}
template <class T>
bool any_large(i64 n, const T* x) {
  int found = 0;
  for (i64 i = 0; i < n; ++i) found |= math::needs_large_reduction(x[i]);
  return found != 0;
}

template <ScalarOp op, class T, bool sa, bool sb, bool sc>
void loop(i64 n, const T* a, const T* b, const T* c, T* y) {
  if constexpr (op == ScalarOp::sin || op == ScalarOp::cos)
    if (any_large(sa ? 1 : n, a)) {
      for (i64 i = 0; i < n; ++i) y[i] = apply_any_size<op, T>(a[sa ? 0 : i]);
      return;
    }
  const T a0 = sa ? *a : T(0), b0 = sb ? *b : T(0), c0 = sc ? *c : T(0);
#pragma GCC ivdep
  for (i64 i = 0; i < n; ++i)
    y[i] = apply<op, T>(sa ? a0 : a[i],
                        arity(op) < 2 ? T(0)
                        : sb          ? b0
                                      : b[i],
                        arity(op) < 3 ? T(0)
                        : sc          ? c0
                                      : c[i]);
}

template <class T, ScalarOp op>
constexpr std::array<Loop<T>, 8> patterns() {
  constexpr bool two = arity(op) > 1, three = arity(op) > 2;  // unused operands have one pattern only
  return {loop<op, T, false, false, false>, loop<op, T, true, false, false>,  loop<op, T, false, two, false>,
          loop<op, T, true, two, false>,    loop<op, T, false, false, three>, loop<op, T, true, false, three>,
          loop<op, T, false, two, three>,   loop<op, T, true, two, three>};
}

template <class T, std::size_t... i>
constexpr auto make_table(std::index_sequence<i...>) {
  return std::array{patterns<T, static_cast<ScalarOp>(i)>()...};
}

}  // namespace

template <class T>
Loop<T> formula_loop(ScalarOp op, unsigned scalars) {
  static constexpr auto table = make_table<T>(std::make_index_sequence<scalar_op_count>());
  return table[static_cast<std::size_t>(op)][scalars];
}

template Loop<float> formula_loop<float>(ScalarOp, unsigned);
template Loop<double> formula_loop<double>(ScalarOp, unsigned);

}  // namespace pont::ad
