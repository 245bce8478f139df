// Exact integer masses of the points of two clouds, so that optimal transport works with integers.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace pont::sde {

/// Two discrete distributions with the same total mass; a point's probability is its mass / total.
struct Masses {
  std::vector<std::int64_t> x, y;  ///< [n] and [m], nonnegative
  std::int64_t total = 0;          ///< sum of x = sum of y
};

/// Uniform weights on n and m points, exactly: total = lcm(n, m). n, m >= 1.
Masses uniform_masses(std::int64_t n, std::int64_t m);

/// Given weights, normalised to sum 1 and rounded to multiples of 2^-52; the rounding residual goes to the
/// largest weight. Throws std::invalid_argument (naming `where`) on a negative or non-finite weight or on sum
/// 0.
Masses weighted_masses(std::string_view where, std::span<const double> x, std::span<const double> y);

}  // namespace pont::sde
