// Sine and cosine: a vectorising core for moderate arguments and a scalar path for the rest.
#pragma once
#include <cmath>

#include "autodiff/math/ieee.hpp"

namespace pont::ad::math {
namespace detail {

// (sin r - r) / r^3 and (cos r - 1 + r^2/2) / r^4 in z = r^2, |r| <= pi/4 + 0.01; minimax fits (Remez),
// relative to sin r and 1: 2^-27.9 and 2^-33 in float, 2^-57.8 and 2^-64 in double.
PONT_HOST_DEVICE inline float sin_tail(float z) {
  return polynomial(z, -0x1.555544p-3f, 0x1.1106ep-7f, -0x1.9922a4p-13f);
}
PONT_HOST_DEVICE inline double sin_tail(double z) {
  return polynomial(z, -0x1.5555555555547p-3, 0x1.111111110f53bp-7, -0x1.a01a019ba5a6bp-13,
                    0x1.71de351727bfap-19, -0x1.ae5e18a311cd0p-26, 0x1.5d7c01ae50215p-33);
}
PONT_HOST_DEVICE inline float cos_tail(float z) {
  return polynomial(z, 0x1.55554ap-5f, -0x1.6c0c06p-10f, 0x1.99db18p-16f);
}
PONT_HOST_DEVICE inline double cos_tail(double z) {
  return polynomial(z, 0x1.555555555554ap-5, -0x1.6c16c16c14e2bp-10, 0x1.a01a019c5aa73p-16,
                    -0x1.27e4f7c882526p-22, 0x1.1ee9bdf367694p-29, -0x1.8f962384d5d6ap-37);
}

// sin and cos of r + low, |r| <= pi/4 + 0.01, |low| <= ulp(r).
template <Real T>
PONT_HOST_DEVICE inline T sin_reduced(T r, T low) {
  const T z = r * r;
  return r + fma(z * r, sin_tail(z), fma(T(-0.5) * z, low, low));
}
template <Real T>
PONT_HOST_DEVICE inline T cos_reduced(T r, T low) {
  const T z = r * r, half = T(0.5) * z, w = T(1) - half;
  return w + (((T(1) - w) - half) + fma(z * z, cos_tail(z), -(r * low)));
}

// pi/2 = first + second + third; the largest |x| for which they suffice.
template <class T>
struct HalfPi;
template <>
struct HalfPi<float> {
  static constexpr float first = 0x1.921fb6p+0f, second = -0x1.777a5cp-25f, third = -0x1.ee59dap-50f;
  static constexpr float inverse = 0x1.45f306p-1f, bound = 0x1p17f;
};
template <>
struct HalfPi<double> {
  static constexpr double first = 0x1.921fb54442d18p+0, second = 0x1.1a62633145c07p-54,
                          third = -0x1.f1976b7ed8fbcp-110;
  static constexpr double inverse = 0x1.45f306dc9c883p-1, bound = 0x1p30;
};

// sin(x + quarters pi/2) by Cody & Waite's reduction (Software Manual for the Elementary Functions, 1980)
// with fused multiply-adds: x - n first is exact, the rounding errors of the second step are kept in `low`.
template <Real T>
PONT_HOST_DEVICE inline T sin_shifted(T x, Bits<T> quarters) {
  const T shifted = fma(x, HalfPi<T>::inverse, Ieee<T>::shifter), n = shifted - Ieee<T>::shifter;
  const T high = fma(-n, HalfPi<T>::first, x);
  const T step = n * HalfPi<T>::second, step_low = fma(n, HalfPi<T>::second, -step);
  const T r = high - step, taken = r - high,
          error = (high - (r - taken)) - (step + taken);  // Knuth's two-sum
  const T low = fma(-n, HalfPi<T>::third, error - step_low);
  const Bits<T> quadrant = to_bits(shifted) + quarters;
  const T y = (quadrant & 1) != 0 ? cos_reduced(r, low) : sin_reduced(r, low);
  const T signed_y = from_bits<T>(to_bits(y) ^ ((quadrant & 2) << (Ieee<T>::width - 2)));
  return abs(x) <= HalfPi<T>::bound ? signed_y : not_a_number<T>;
}

}  // namespace detail

// True where sin and cos below give NaN although x is finite: |x| > 2^30 (float: 2^17).
template <Real T>
PONT_HOST_DEVICE inline bool needs_large_reduction(T x) {
  const T a = detail::abs(x);
  return a > detail::HalfPi<T>::bound && a < infinity<T>;
}

// Sine and cosine for |x| <= 2^30 (float: 2^17), error below 0.8 ulp. Beyond, NaN: a loop that may meet such
// elements runs over them again with sin_large and cos_large, which no vector loop can contain. A forgotten
// second pass shows.
template <Real T>
PONT_HOST_DEVICE inline T sin(T x) {
  constexpr T tiny = sizeof(T) == 4 ? T(0x1p-13) : T(0x1p-27);  // sin x rounds to x; keeps -0
  return detail::abs(x) < tiny ? x : detail::sin_shifted(x, detail::Bits<T>(0));
}
template <Real T>
PONT_HOST_DEVICE inline T cos(T x) {
  return detail::sin_shifted(x, detail::Bits<T>(1));
}

// Sine and cosine of any x by the C library in double: not vectorised, and its last bit is the library's.
template <Real T>
PONT_HOST_DEVICE inline T sin_large(T x) {
  return T(std::sin(double(x)));
}
template <Real T>
PONT_HOST_DEVICE inline T cos_large(T x) {
  return T(std::cos(double(x)));
}

}  // namespace pont::ad::math
