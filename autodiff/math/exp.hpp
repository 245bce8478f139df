// The exponential family: exp, expm1, tanh, sigmoid.
#pragma once
#include "autodiff/math/ieee.hpp"

namespace pont::ad::math {
namespace detail {

// (e^r - 1 - r) / r^2 on |r| <= log(2)/2; minimax fits (Remez, weight |r| + 0.05): 2^-31.6 and 2^-61.3.
PONT_HOST_DEVICE inline float expm1_tail(float r) {
  return polynomial(r, 0.5f, 0x1.555556p-3f, 0x1.5554bap-5f, 0x1.111094p-7f, 0x1.6d6aecp-10f,
                    0x1.a19bf6p-13f);
}
PONT_HOST_DEVICE inline double expm1_tail(double r) {
  return polynomial(r, 0.5, 0x1.5555555555558p-3, 0x1.555555555555ap-5, 0x1.111111110f908p-7,
                    0x1.6c16c16c147aap-10, 0x1.a01a01af14f89p-13, 0x1.a01a01afe7f9bp-16,
                    0x1.71ddfa24af6d9p-19, 0x1.27e4c7089a605p-22, 0x1.af5be9ae51113p-26,
                    0x1.1f939422f088ep-29);
}

// log(2) = high + low; `high` has so few bits that its products with exponents are exact.
template <class T>
struct Log2;
template <>
struct Log2<float> {
  static constexpr float high = 0x1.62e8p-1f, low = -0x1.e8082ep-16f, inverse = 0x1.715476p+0f;
};
template <>
struct Log2<double> {
  static constexpr double high = 0x1.62e42fefa4p-1, low = -0x1.8432a1b0e2634p-43,
                          inverse = 0x1.71547652b82fep+0;
};

template <Real T>
struct Exponential {  // e^x = 2^n (1 + fraction), n as a two's complement integer
  T fraction;
  Bits<T> n;
};

// Of e^(x + low), |x| < 2^12 and |low| << 1. The rounding error of the reduced argument is carried along.
template <Real T>
PONT_HOST_DEVICE inline Exponential<T> exponential(T x, T low) {
  const T shifted = fma(x, Log2<T>::inverse, Ieee<T>::shifter), n = shifted - Ieee<T>::shifter;
  const T high = fma(-n, Log2<T>::high, x);  // exact
  const T rest = fma(-n, Log2<T>::low, low), r = high + rest, error = (high - r) + rest;
  return {r + fma(r * r, expm1_tail(r), error), to_bits(shifted) - to_bits(Ieee<T>::shifter)};
}

// e^(x + low) over the whole range; 2^n in two factors so that the result may be subnormal or overflow.
template <Real T>
PONT_HOST_DEVICE inline T exp_of_sum(T x, T low) {
  constexpr T top = sizeof(T) == 4 ? T(90) : T(711), bottom = sizeof(T) == 4 ? T(-106) : T(-748);
  const T clamped = x > top ? top : (x < bottom ? bottom : x);  // NaN stays NaN
  const auto [fraction, n] = exponential(clamped, clamped == x ? low : T(0));
  const Bits<T> biased = n + 2 * Ieee<T>::bias, half = biased >> 1;
  return ((T(1) + fraction) * power_of_two<T>(half)) * power_of_two<T>(biased - half);
}

// e^x - 1 for x in [-60, 80].
template <Real T>
PONT_HOST_DEVICE inline T expm1_moderate(T x) {
  const auto [fraction, n] = exponential(x, T(0));
  const T scale = power_of_two<T>(n + Ieee<T>::bias);
  return fma(scale, fraction, scale - T(1));
}

// numerator / (a + b) with the rounding errors of sum and quotient made good; without, tanh and sigmoid
// exceed 2 ulp.
template <Real T>
PONT_HOST_DEVICE inline T divide_by_sum(T numerator, T a, T b) {
  const T sum = a + b, lost = b - (sum - a), inverse = T(1) / sum, quotient = numerator * inverse;
  return fma(fma(-quotient, sum, numerator) - quotient * lost, inverse, quotient);
}

}  // namespace detail

// e^x; subnormal results included. Error below 0.9 ulp (float and double).
template <Real T>
PONT_HOST_DEVICE inline T exp(T x) {
  return detail::exp_of_sum(x, T(0));
}

// e^x - 1, with relative accuracy at 0 (subnormals and -0 are returned unchanged). Error below 1.6 ulp.
template <Real T>
PONT_HOST_DEVICE inline T expm1(T x) {
  using detail::Ieee;
  constexpr T top = sizeof(T) == 4 ? T(89) : T(710), bottom = T(-60),
              tiny = sizeof(T) == 4 ? T(0x1p-26) : T(0x1p-55);
  const T clamped = x > top ? top : (x < bottom ? bottom : x);
  const auto [fraction, n] = detail::exponential(clamped, T(0));
  const T half_scale = detail::power_of_two<T>(n + (Ieee<T>::bias - 1));  // 2^n itself may overflow
  const T y = T(2) * detail::fma(half_scale, fraction, half_scale - T(0.5));
  return detail::abs(x) < tiny ? x : y;
}

// (1 - e^-2x) / (1 + e^-2x), with relative accuracy at 0; +-1 from |x| = 20 (float: 10) on.
// Error below 1.6 ulp.
template <Real T>
PONT_HOST_DEVICE inline T tanh(T x) {
  constexpr T saturation = sizeof(T) == 4 ? T(10) : T(20);
  const T magnitude = detail::abs(x), a = magnitude > saturation ? saturation : magnitude;
  const T e = detail::expm1_moderate(T(2) * a);
  return detail::with_sign_of(detail::divide_by_sum(e, T(2), e), x);
}

// 1 / (1 + e^-x), with relative accuracy in the left tail down to the subnormals. Error below 1.6 ulp.
template <Real T>
PONT_HOST_DEVICE inline T sigmoid(T x) {
  const T e = exp(-detail::abs(x));
  return detail::divide_by_sum(x < T(0) ? e : T(1), T(1), e);
}

}  // namespace pont::ad::math
