// Sums of rows in one fixed order, which depends on the length alone.
#pragma once
#include <algorithm>
#include <array>

#include "autodiff/shape.hpp"

namespace pont::ad {

// Sixteen interleaved partial sums of value(from), ..., value(to - 1).
template <class T, class Value>
T block_sum(i64 from, i64 to, Value value) {
  std::array<T, 16> lane{};
  i64 i = from;
  for (; i + 16 <= to; i += 16)
    for (int l = 0; l < 16; ++l) lane[l] += value(i + l);
  for (int l = 0; i < to; ++i, ++l) lane[l] += value(i);
  for (int half = 8; half > 0; half /= 2)
    for (int l = 0; l < half; ++l) lane[l] += lane[l + half];
  return lane[0];
}

/// Sum of value(0), ..., value(n - 1): block sums of 1024, added up pairwise by a binary counter. The error grows with
/// log n.
template <class T, class Value>
T row_sum(i64 n, Value value) {
  constexpr i64 block = 1024;
  if (n <= block) return block_sum<T>(0, n, value);
  std::array<T, 64> level{};
  i64 filled = 0;  // bit b set: level[b] holds the sum of 2^b blocks
  for (i64 from = 0; from < n; from += block) {
    T s = block_sum<T>(from, std::min(from + block, n), value);
    int b = 0;
    for (; filled >> b & 1; ++b) s = level[b] + s;
    level[b] = s;
    ++filled;
  }
  T s = 0;
  for (int b = 0; b < 64 && filled >> b; ++b)
    if (filled >> b & 1) s = level[b] + s;
  return s;
}

}  // namespace pont::ad
