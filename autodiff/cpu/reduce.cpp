// Sums, maxima, positions of maxima and running sums, each in one fixed order.
#include <algorithm>
#include <array>

#include "autodiff/cpu/cpu.hpp"
#include "autodiff/cpu/row_sum.hpp"
#include "autodiff/maximum.hpp"

namespace pont::ad {
namespace {

// Sum over the rows of x [n, inner], a strip of columns at a time, in blocks of 64 rows.
template <class T>
void column_sums(const T* x, i64 n, i64 inner, T* y) {
  constexpr i64 strip = 256, block = 64;
  std::array<T, strip> part;
  for (i64 c = 0; c < inner; c += strip) {
    const i64 w = std::min(strip, inner - c);
    std::fill_n(y + c, w, T(0));
    for (i64 r = 0; r < n; r += block) {
      part.fill(0);
      for (i64 i = r; i < std::min(n, r + block); ++i)
        for (i64 j = 0; j < w; ++j) part[j] += x[i * inner + c + j];
      for (i64 j = 0; j < w; ++j) y[c + j] += part[j];
    }
  }
}

template <class T>
void sums(const Reduce& v, const T* x, T* y) {
  for (i64 o = 0; o < v.outer; ++o)
    if (v.inner == 1)
      y[o] = row_sum<T>(v.n, [row = x + o * v.n](i64 i) { return row[i]; });
    else
      column_sums(x + o * v.n * v.inner, v.n, v.inner, y + o * v.inner);
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
