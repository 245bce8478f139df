// Powers and roots: pow, sqrt, rsqrt.
#pragma once
#include "autodiff/math/log.hpp"

namespace pont::ad::math {
namespace detail {

struct Sum {  // an unevaluated sum of two doubles, |low| <= ulp(high)
  double high, low;
};

// (2 atanh(s) - 2 s - 2/3 s^3) / s^5 in z = s^2; minimax fit relative to atanh: 2^-73.5.
PONT_HOST_DEVICE inline double atanh_second_tail(double z) {
  return polynomial(z, 0x1.9999999999996p-2, 0x1.249249249300dp-2, 0x1.c71c71c583ef6p-3, 0x1.745d18310efadp-3,
                    0x1.3b1362f6c13f2p-3, 0x1.1120ae67c0cecp-3, 0x1.de34456871ab6p-4, 0x1.eb0c580dc9001p-4);
}

// log(m) = 2 s + s^3 (2/3 + z tail(z)), s = (m-1)/(m+1), to about 2^-64 relative.
PONT_HOST_DEVICE inline Sum log_of_fraction(double m) {
  const double f = m - 1, d = m + 1, d_low = m - (d - 1), inverse = 1 / d;
  const double s = f * inverse, s_low = (fma(-s, d, f) - s * d_low) * inverse;
  const double z = s * s, z_low = fma(s, s, -z) + 2 * s * s_low;
  constexpr double two_thirds = 0x1.5555555555555p-1, two_thirds_low = 0x1.5555555555555p-55;
  const double tail = z * atanh_second_tail(z);
  const double c = two_thirds + tail, c_low = (two_thirds - c) + tail + two_thirds_low;
  const double u = z * c, u_low = fma(z, c, -u) + fma(z, c_low, z_low * c);
  const double v = s * u, v_low = fma(s, u, -v) + fma(s, u_low, s_low * u);
  const double high = 2 * s + v;
  return {high, ((2 * s - high) + v) + (2 * s_low + v_low)};
}

// log(x) of a positive finite x as a sum of two doubles.
PONT_HOST_DEVICE inline Sum log_sum(double x) {
  const auto [m, k] = split_any(x);
  const Sum fraction = log_of_fraction(m);
  const double exponent = k * Log2<double>::high, sum = exponent + fraction.high;  // the product is exact
  const double rest = ((exponent - sum) + fraction.high) + fma(k, Log2<double>::low, fraction.low);
  const double high = sum + rest;
  return {high, (sum - high) + rest};
}

// |x|^y for finite y and 0 < |x| < inf.
PONT_HOST_DEVICE inline double pow_magnitude(double a, double y) {
  const double enough = 0x1p65;  // the smallest |log a| is 2^-53: beyond, the result is 0 or inf anyway
  const double bounded = y > enough ? enough : (y < -enough ? -enough : y);
  const Sum log_a = log_sum(a);
  const double high = bounded * log_a.high;
  return exp_of_sum(high, fma(bounded, log_a.high, -high) + bounded * log_a.low);
}
PONT_HOST_DEVICE inline float pow_magnitude(float a, float y) {
  return float(exp(double(y) * log(double(a))));
}

}  // namespace detail

// Square root, correctly rounded; sqrt(-0) = -0, sqrt(x < 0) = NaN.
template <Real T>
PONT_HOST_DEVICE inline T sqrt(T x) {
  return std::sqrt(x);
}

// 1 / sqrt(x), two roundings: error below 1.5 ulp; rsqrt(+-0) = +-inf.
template <Real T>
PONT_HOST_DEVICE inline T rsqrt(T x) {
  return T(1) / sqrt(x);
}

// x^y with every special case of IEEE 754-2019, 9.2.1: x^0 = 1^y = 1 also for NaN; a negative x needs an
// integer y, and an odd one gives a negative result. Error below 0.9 ulp (float: 0.51, computed in double).
// A loop vectorises when it reads y from an array; with one y for all elements GCC 12 keeps it scalar (18-24
// ns).
template <Real T>
PONT_HOST_DEVICE inline T pow(T x, T y) {
  // What depends on y alone is a number, not a condition: GCC cannot vectorise a select on a loop-invariant
  // mask.
  const T at_infinity = y > T(0) ? infinity<T> : (y < T(0) ? T(0) : y + T(1));
  const T at_zero = y > T(0) ? T(0) : (y < T(0) ? infinity<T> : y + T(1));
  const T at_nan = T(1) + T(0) * (at_zero - at_infinity);  // 1 for y = 0, NaN otherwise
  const T half = T(0.5) * y;
  const T limit_sign = (detail::rint(y) == y) & (detail::rint(half) != half) ? T(-1) : T(1);
  const T sign = detail::rint(y) == y ? limit_sign : not_a_number<T>;

  const T a = detail::abs(x);
  const bool at_limit = (a == T(0)) | (a == infinity<T>);
  const T limit = a > T(1) ? at_infinity : (a < T(1) ? at_zero : T(1));
  const T magnitude = at_limit | (detail::abs(y) == infinity<T>) ? limit : detail::pow_magnitude(a, y);
  const T signed_magnitude = magnitude * (at_limit ? limit_sign : sign);
  const T defined = detail::with_sign_of(T(1), x) < T(0) ? signed_magnitude : magnitude;
  return x == T(1) ? T(1) : (x == x ? defined : at_nan);
}

}  // namespace pont::ad::math
