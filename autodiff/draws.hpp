// From keys to random bits, and from bits to uniform and normal numbers: scalar formulas for every backend,
// free of branches.
#pragma once
#include <Random123/philox.h>

#include <type_traits>

#include "autodiff/math.hpp"

namespace pont::ad::draws {
using u32 = std::uint32_t;
using u64 = std::uint64_t;

// Philox4x32-10 of a key and a counter of four words, the first two given as one number.
PONT_HOST_DEVICE inline philox4x32_ctr_t philox(u64 key, u64 low, u32 third, u32 fourth) {
  const philox4x32_ctr_t counter{{u32(low), u32(low >> 32), third, fourth}};
  const philox4x32_key_t words{{u32(key), u32(key >> 32)}};
  return philox4x32(counter, words);
}
// Block number `block` of a slot < 2^63 of a key's stream.
PONT_HOST_DEVICE inline philox4x32_ctr_t bits(u64 key, u64 block, u64 slot) {
  return philox(key, block, u32(slot), u32(slot >> 32) & 0x7fffffff);
}

// A Philox block is four words. It serves 4 floats, one word each, or 2 doubles, two words each (the first is
// the high half): `words` are those 32- or 64-bit units, and lane j of a block is the j-th of them.
PONT_HOST_DEVICE inline u64 join(u32 high, u32 low) { return (u64(high) << 32) | low; }

// Uniform in the open interval (0, 1): midpoints of 2^23 (float) or 2^52 (double) equal cells, each of them
// exact.
PONT_HOST_DEVICE inline float uniform(u32 word) { return (float(int(word >> 9)) + 0.5f) * 0x1p-23f; }
PONT_HOST_DEVICE inline double uniform(u64 word) {
  return (math::detail::from_bits<double>((word >> 12) | math::detail::to_bits(0x1p52)) - 0x1p52 + 0.5) *
         0x1p-52;
}

namespace detail {

// (word + 1/2) 2^-32 with a single rounding; in two halves, as AVX2 converts no unsigned integers.
PONT_HOST_DEVICE inline float midpoint(u32 word) {
  return math::detail::fma(float(int(word >> 16)), 0x1p-16f, (float(int(word & 0xffff)) + 0.5f) * 0x1p-32f);
}
// log((word + 1/2) 2^-32). Near 1 the difference to 1 is computed from the complement, so that nothing is
// lost there, and small arguments keep all 32 bits: the normals reach sqrt(-2 log 2^-33) = 6.76 standard
// deviations.
PONT_HOST_DEVICE inline float log_uniform(u32 word) {
  const auto [m, k] = math::detail::split(midpoint(word));
  return math::detail::log_from_parts(k, word >= 0xc0000000u ? -midpoint(~word) : m - 1.0f);
}
PONT_HOST_DEVICE inline double log_uniform(u64 word) {
  const auto [m, k] = math::detail::split(uniform(word));
  return math::detail::log_from_parts(k, m - 1.0);
}

// A direction: the word's high bits (32 or 52) count equal angles from 0 to one turn, taken at their
// midpoints. The nearest quarter turn is split off in integers, hence exactly; |angle| <= pi/4 remains.
template <math::Real T>
struct Direction {
  T angle;
  math::detail::Bits<T> quarters;
};
PONT_HOST_DEVICE inline Direction<float> direction(u32 word) {
  const u32 quarters = (word + (1u << 29)) >> 30, rest = word - (quarters << 30);
  return {(float(static_cast<std::int32_t>(rest)) + 0.5f) * 0x1.921fb6p-30f, quarters};
}
PONT_HOST_DEVICE inline Direction<double> direction(u64 word) {
  const u64 cell = word >> 12, quarters = (cell + (u64{1} << 49)) >> 50, rest = cell - (quarters << 50);
  const double counted = math::detail::from_bits<double>(rest + math::detail::to_bits(0x1.8p52)) - 0x1.8p52;
  return {(counted + 0.5) * 0x1.921fb54442d18p-50, quarters};
}

}  // namespace detail

template <math::Real T>
struct Pair {
  T first, second;
};

// Two independent standard normals (Box & Muller, Annals of Mathematical Statistics 29, 1958):
// sqrt(-2 log u) times (cos 2 pi v, sin 2 pi v), u from the word `radial`, v from the word `angular`.
template <class Word, math::Real T = std::conditional_t<sizeof(Word) == 4, float, double>>
PONT_HOST_DEVICE inline Pair<T> normals(Word radial, Word angular) {
  using math::detail::from_bits, math::detail::to_bits;
  const T radius = math::sqrt(T(-2) * detail::log_uniform(radial));
  const auto [angle, quarters] = detail::direction(angular);
  const T s = math::detail::sin_reduced(angle, T(0)), c = math::detail::cos_reduced(angle, T(0));
  const bool odd = (quarters & 1) != 0;
  constexpr int to_sign = 8 * sizeof(Word) - 2;
  const T x = from_bits<T>(to_bits(odd ? s : c) ^ (((quarters + 1) & 2) << to_sign));
  const T y = from_bits<T>(to_bits(odd ? c : s) ^ ((quarters & 2) << to_sign));
  return {radius * x, radius * y};
}

// Each law maps the four words of a block to the 4 (float, bits) or 2 (double) elements at out.
struct Bits {
  PONT_HOST_DEVICE static void write(u32 a, u32 b, u32 c, u32 d, u32* out) {
    out[0] = a, out[1] = b, out[2] = c, out[3] = d;
  }
};
struct Uniform {
  PONT_HOST_DEVICE static void write(u32 a, u32 b, u32 c, u32 d, float* out) {
    out[0] = uniform(a), out[1] = uniform(b), out[2] = uniform(c), out[3] = uniform(d);
  }
  PONT_HOST_DEVICE static void write(u32 a, u32 b, u32 c, u32 d, double* out) {
    out[0] = uniform(join(a, b)), out[1] = uniform(join(c, d));
  }
};
struct Normal {
  PONT_HOST_DEVICE static void write(u32 a, u32 b, u32 c, u32 d, float* out) {
    const auto [x, y] = normals(a, b);
    const auto [z, w] = normals(c, d);
    out[0] = x, out[1] = y, out[2] = z, out[3] = w;
  }
  PONT_HOST_DEVICE static void write(u32 a, u32 b, u32 c, u32 d, double* out) {
    const auto [x, y] = normals(join(a, b), join(c, d));
    out[0] = x, out[1] = y;
  }
};

}  // namespace pont::ad::draws
