// What every function of autodiff/math is built from: bit casts, fused multiply-add, polynomials, for float
// and double.
#pragma once
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>

// One spelling for the host compiler and for nvcc, which compiles the same formulas into kernels and is given
// its own by the build. The host inlines them always: no function compiled for wide vectors may stand in for
// the same one compiled without (cpu/formula_avx512.cpp).
#ifndef PONT_HOST_DEVICE
#define PONT_HOST_DEVICE [[gnu::always_inline]]
#endif

namespace pont::ad::math {

template <class T>
concept Real = std::same_as<T, float> || std::same_as<T, double>;

template <Real T>
inline constexpr T infinity = std::numeric_limits<T>::infinity();
template <Real T>
inline constexpr T not_a_number = std::numeric_limits<T>::quiet_NaN();

namespace detail {

// `shifter` + x, |x| < shifter / 3, rounds x to the nearest integer and leaves it in the low bits of the sum.
template <class T>
struct Ieee;
template <>
struct Ieee<float> {
  using Bits = std::uint32_t;
  static constexpr int mantissa = 23, width = 32;
  static constexpr Bits bias = 127, sign = 0x80000000u;
  static constexpr float shifter = 0x1.8p23f, integer = 0x1p23f, smallest_normal = 0x1p-126f;
};
template <>
struct Ieee<double> {
  using Bits = std::uint64_t;
  static constexpr int mantissa = 52, width = 64;
  static constexpr Bits bias = 1023, sign = 0x8000000000000000u;
  static constexpr double shifter = 0x1.8p52, integer = 0x1p52, smallest_normal = 0x1p-1022;
};
template <Real T>
using Bits = typename Ieee<T>::Bits;

template <Real T>
PONT_HOST_DEVICE constexpr Bits<T> to_bits(T x) {
  return __builtin_bit_cast(Bits<T>, x);
}
template <Real T>
PONT_HOST_DEVICE constexpr T from_bits(Bits<T> b) {
  return __builtin_bit_cast(T, b);
}
// 2^n for a biased exponent n in [0, 2 bias + 1]; 0 gives 0 and 2 bias + 1 infinity.
template <Real T>
PONT_HOST_DEVICE constexpr T power_of_two(Bits<T> biased) {
  return from_bits<T>(biased << Ieee<T>::mantissa);
}
template <Real T>
PONT_HOST_DEVICE constexpr T abs(T x) {
  return from_bits<T>(to_bits(x) & ~Ieee<T>::sign);
}
template <Real T>
PONT_HOST_DEVICE constexpr T with_sign_of(T magnitude, T sign) {
  return from_bits<T>((to_bits(magnitude) & ~Ieee<T>::sign) | (to_bits(sign) & Ieee<T>::sign));
}

template <Real T>
PONT_HOST_DEVICE inline T fma(T a, T b, T c) {
  return std::fma(a, b, c);
}
template <Real T>
PONT_HOST_DEVICE inline T rint(T x) {
  return std::rint(x);
}

// c0 + c1 x + c2 x^2 + ... by Horner's rule, every step a fused multiply-add.
template <Real T>
PONT_HOST_DEVICE inline T polynomial(T, T c0) {
  return c0;
}
template <Real T, class... Rest>
PONT_HOST_DEVICE inline T polynomial(T x, T c0, Rest... rest) {
  return fma(x, polynomial(x, rest...), c0);
}

}  // namespace detail
}  // namespace pont::ad::math
