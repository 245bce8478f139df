// Sums of columns in one fixed order, which depends on their length alone.
#pragma once
#include <algorithm>
#include <array>

#include "autodiff/shape.hpp"

namespace pont::ad {

// Adds to y the sums of value(from, column), ..., value(to - 1, column) of `width` neighbouring columns.
template <int width, class T, class Value>
void add_columns(i64 from, i64 to, i64 column, Value value, T* y) {
  std::array<T, width> part{};
  for (i64 i = from; i < to; ++i)
    for (int l = 0; l < width; ++l) part[l] += value(i, column + l);
  for (int l = 0; l < width; ++l) y[column + l] += part[l];
}

/// y[c] = sum of value(0, c), ..., value(n - 1, c) for each column c, in blocks of 64 rows.
template <class T, class Value>
void column_sums(i64 n, i64 columns, Value value, T* y) {
  constexpr i64 block = 64;
  std::fill_n(y, columns, T(0));
  for (i64 from = 0; from < n; from += block) {
    const i64 to = std::min(n, from + block);
    i64 c = 0;
    for (; c + 32 <= columns; c += 32) add_columns<32>(from, to, c, value, y);
    for (; c + 8 <= columns; c += 8) add_columns<8>(from, to, c, value, y);
    for (; c < columns; ++c) add_columns<1>(from, to, c, value, y);
  }
}

}  // namespace pont::ad
