// The error of a floating-point result, in units in its last place.
#pragma once
#include <algorithm>
#include <cmath>
#include <limits>

namespace pont::ad::math {

// |y - exact| in units in the last place of T at `exact` (below the smallest normal number the unit stays
// constant).
template <class T>
inline double error_in_ulps(T y, long double exact) {
  using Limits = std::numeric_limits<T>;
  if (std::isnan(y) || std::isnan(exact)) return std::isnan(y) == std::isnan(exact) ? 0 : HUGE_VAL;
  if (std::isinf(T(exact))) return std::isinf(y) || std::abs(y) == Limits::max() ? 0 : HUGE_VAL;
  if (std::isinf(y)) y = std::copysign(Limits::max(), y);
  const int exponent =
      exact == 0 ? Limits::min_exponent : std::max(std::ilogb(exact), Limits::min_exponent - 1);
  return double(fabsl(y - exact) / ldexpl(1, exponent - Limits::digits + 1));
}

}  // namespace pont::ad::math
