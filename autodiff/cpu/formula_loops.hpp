// A loop for every formula, element type and pattern of scalar operands, for the vectors that the including
// file is compiled for. Everything has internal linkage or is inlined, as in product/tile.hpp.
#pragma once
#include <utility>

#include "autodiff/cpu/formula.hpp"
#include "autodiff/formula.hpp"

namespace pont::ad {
namespace {

// Formulas are branch-free: the vector body and the scalar tail of the compiled loop round alike, so an
// element has the same bits wherever it stands. Arguments of sin and cos beyond the fast reduction are rare:
// a tile that has one takes the slow loop, in which the other elements keep their bits.
template <class T>
bool any_large(i64 n, const T* x) {
  int found = 0;
  for (i64 i = 0; i < n; ++i) found |= math::needs_large_reduction(x[i]);
  return found != 0;
}

template <ScalarOp op, class T, bool sa, bool sb, bool sc>
void loop(i64 n, const T* a, const T* b, const T* c, T* y) {
  if constexpr (reduces(op))
    if (any_large(sa ? 1 : n, a)) {
      for (i64 i = 0; i < n; ++i) y[i] = apply_any_size<op, T>(a[sa ? 0 : i], T(0), T(0));
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

// GCC 12 keeps pow scalar when one base or exponent serves all elements: spread it, a few vectors at a time.
template <class T, bool sa, bool sb>
void pow_loop(i64 n, const T* a, const T* b, const T*, T* y) {
  constexpr i64 block = 64;
  T ones_a[block], ones_b[block];
  for (i64 i = 0; i < block; ++i) {
    ones_a[i] = sa ? *a : T(0);
    ones_b[i] = sb ? *b : T(0);
  }
  for (i64 from = 0; from < n; from += block)
    loop<ScalarOp::pow, T, false, false, false>(n - from < block ? n - from : block, sa ? ones_a : a + from,
                                                sb ? ones_b : b + from, nullptr, y + from);
}

template <class T, ScalarOp op>
constexpr Patterns<T> patterns() {
  if constexpr (op == ScalarOp::pow)
    return {loop<op, T, false, false, false>,
            pow_loop<T, true, false>,
            pow_loop<T, false, true>,
            pow_loop<T, true, true>,
            nullptr,
            nullptr,
            nullptr,
            nullptr};
  else {
    constexpr bool two = arity(op) > 1, three = arity(op) > 2;  // unused operands have one pattern only
    return {loop<op, T, false, false, false>, loop<op, T, true, false, false>,
            loop<op, T, false, two, false>,   loop<op, T, true, two, false>,
            loop<op, T, false, false, three>, loop<op, T, true, false, three>,
            loop<op, T, false, two, three>,   loop<op, T, true, two, three>};
  }
}

template <class T, std::size_t... i>
constexpr FormulaTable<T> make_table(std::index_sequence<i...>) {
  return FormulaTable<T>{patterns<T, static_cast<ScalarOp>(i)>()...};
}

}  // namespace

}  // namespace pont::ad
