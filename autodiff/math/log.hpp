// The logarithm family: log, log1p, softplus.
#pragma once
#include "autodiff/math/exp.hpp"

namespace pont::ad::math {
namespace detail {

// (2 atanh(s) - 2 s) / s^3 in z = s^2, |s| <= (sqrt(2)-1)/(sqrt(2)+1); minimax fits: 2^-37.6 and 2^-59.5.
PONT_HOST_DEVICE inline float atanh_tail(float z) {
  return polynomial(z, 0x1.555554p-1f, 0x1.999a7ap-2f, 0x1.2438c2p-2f, 0x1.e2faa6p-3f);
}
PONT_HOST_DEVICE inline double atanh_tail(double z) {
  return polynomial(z, 0x1.5555555555592p-1, 0x1.999999997fe5bp-2, 0x1.24924941f23c3p-2, 0x1.c71c5202767a8p-3,
                    0x1.7466414d75793p-3, 0x1.39a167c752708p-3, 0x1.2f09604e787c5p-3);
}

// k log(2) + log(1 + f), f in [sqrt(1/2) - 1, sqrt(2) - 1]: the arrangement of fdlibm's e_log.c (Sun, 1993),
// which keeps f itself out of the rounded terms.
template <Real T>
PONT_HOST_DEVICE inline T log_from_parts(T k, T f) {
  const T s = f / (T(2) + f), z = s * s, half_square = T(0.5) * f * f;
  const T small = fma(s, fma(z, atanh_tail(z), half_square), k * Log2<T>::low);
  return k * Log2<T>::high - ((half_square - small) - f);
}

template <Real T>
struct Split {  // x = 2^k m, m in [sqrt(1/2), sqrt(2))
  T m, k;
};

// Of a positive normal number.
template <Real T>
PONT_HOST_DEVICE inline Split<T> split(T x) {
  constexpr Bits<T> root_half = to_bits(T(0x1.6a09e667f3bcdp-1)), one = to_bits(T(1));
  constexpr Bits<T> fraction = (Bits<T>(1) << Ieee<T>::mantissa) - 1;
  const Bits<T> b = to_bits(x) + (one - root_half);
  const T k = from_bits<T>((b >> Ieee<T>::mantissa) + to_bits(Ieee<T>::integer)) -
              (Ieee<T>::integer + T(Ieee<T>::bias));
  return {from_bits<T>((b & fraction) + root_half), k};
}

// Of a positive number, subnormal or not.
template <Real T>
PONT_HOST_DEVICE inline Split<T> split_any(T x) {
  const bool subnormal = x < Ieee<T>::smallest_normal;
  const Split<T> parts = split(subnormal ? x * (T(2) * Ieee<T>::integer) : x);
  return {parts.m, parts.k - (subnormal ? T(Ieee<T>::mantissa + 1) : T(0))};
}

// What a logarithm is at `x`, the number whose logarithm it is: y inside (0, inf), the limits and NaN
// elsewhere.
template <Real T>
PONT_HOST_DEVICE inline T log_limits(T x, T y) {
  const T above = x < infinity<T> ? y : x;
  return x > T(0) ? above : (x == T(0) ? -infinity<T> : not_a_number<T>);
}

}  // namespace detail

// Natural logarithm; subnormals included, log(+-0) = -inf, log(x < 0) = NaN. Error below 0.9 ulp.
template <Real T>
PONT_HOST_DEVICE inline T log(T x) {
  const auto [m, k] = detail::split_any(x);
  return detail::log_limits(x, detail::log_from_parts(k, m - T(1)));
}

// log(1 + x), with relative accuracy at 0 (subnormals and -0 are returned unchanged); log1p(-1) = -inf.
// Error below 1.5 ulp.
template <Real T>
PONT_HOST_DEVICE inline T log1p(T x) {
  using detail::Ieee;
  constexpr T tiny = T(0.25) / Ieee<T>::integer;
  const T sum = T(1) + x;
  const T lost = x < T(1) ? x - (sum - T(1)) : T(1) - (sum - x);  // sum + lost = 1 + x exactly
  const auto [m, k] = detail::split(sum);
  const T k_scale = k < T(Ieee<T>::mantissa + 2) ? k : T(Ieee<T>::mantissa + 2);
  const T scale = detail::power_of_two<T>(detail::to_bits(Ieee<T>::integer + T(Ieee<T>::bias) - k_scale));
  const T f = detail::fma(lost, scale, m - T(1));
  const T y = detail::log_limits(sum, detail::log_from_parts(k, f));
  return detail::abs(x) < tiny ? x : y;
}

// log(1 + e^x) = max(x, 0) + log1p(e^-|x|), with relative accuracy in the left tail. Error below 1.8 ulp.
template <Real T>
PONT_HOST_DEVICE inline T softplus(T x) {
  const T e = exp(-detail::abs(x)), sum = T(1) + e, lost = e - (sum - T(1));
  const bool upper = sum > T(1.4140625);  // 1 + e = 2 m there; else it is m, and m - 1 is e itself
  const T f = upper ? (T(0.5) * sum - T(1)) + T(0.5) * lost : e;
  const T y = detail::log_from_parts(upper ? T(1) : T(0), f);
  return x > T(0) ? x + y : y;
}

}  // namespace pont::ad::math
