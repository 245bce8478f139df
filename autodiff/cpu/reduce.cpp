// Sums, maxima, positions of maxima and running sums, each in one fixed order.
#include "autodiff/cpu/column_sum.hpp"
#include "autodiff/cpu/cpu.hpp"
#include "autodiff/cpu/row_sum.hpp"
#include "autodiff/maximum.hpp"

namespace pont::ad {
namespace {

template <class T>
void sums(const Reduce& v, const T* x, T* y) {
  for (i64 o = 0; o < v.outer; ++o)
    if (v.inner == 1)
      y[o] = row_sum<T>(v.n, [row = x + o * v.n](i64 i) { return row[i]; });
    else
      column_sums(
          v.n, v.inner, [&v, rows = x + o * v.n * v.inner](i64 i, i64 j) { return rows[i * v.inner + j]; },
          y + o * v.inner);
}

// Calls keep(position in y, position along the axis, element) in order; NaN counts as the largest value.
template <class T, class Keep>
void scan_maxima(const Reduce& v, const T* x, Keep keep) {
  for (i64 o = 0; o < v.outer; ++o)
    for (i64 j = 0; j < v.inner; ++j) {
      const T* column = x + o * v.n * v.inner + j;
      T best = column[0];
      i64 at = 0;
      for (i64 i = 1; i < v.n; ++i)
        if (const T value = column[i * v.inner]; outranks(value, best)) {
          best = value;
          at = i;
        }
      keep(o * v.inner + j, at, best);
    }
}

template <class T>
void running_sums(const CumulativeSum& v, const T* x, T* y) {
  for (i64 o = 0; o < v.outer; ++o)
    for (i64 j = 0; j < v.inner; ++j) {
      T s = 0;
      for (i64 i = 0; i < v.n; ++i) {
        const i64 at = (o * v.n + (v.reverse ? v.n - 1 - i : i)) * v.inner + j;
        y[at] = s += x[at];
      }
    }
}

}  // namespace

void Cpu::run(const Reduce& v, Pointers p) {
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    const T* x = as<T>(p[1]);
    switch (v.kind) {
      case Reduce::Kind::sum:
        return sums<T>(v, x, as<T>(p[0]));
      case Reduce::Kind::max:
        return scan_maxima<T>(v, x, [&](i64 at, i64, T value) { as<T>(p[0])[at] = value; });
      case Reduce::Kind::argmax:
        return scan_maxima<T>(v, x, [&](i64 at, i64 i, T) { as<i64>(p[0])[at] = i; });
    }
  });
}

void Cpu::run(const CumulativeSum& v, Pointers p) {
  with_real(v.dtype,
            [&](auto t) { running_sums<decltype(t)>(v, as<decltype(t)>(p[1]), as<decltype(t)>(p[0])); });
}

}  // namespace pont::ad
