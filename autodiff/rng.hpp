// Randomness with names instead of state: a draw is a pure function of (key, slot, element).
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "autodiff/draws.hpp"

namespace pont::ad {
using i64 = std::int64_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;

// A name in the tree of all randomness of a run: Key::root(seed) / "train" / step / "noise". Keys are values.
//
// The generator is Philox4x32-10 of Random123 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy
// as 1, 2, 3", SC 2011), keyed by value(). Draws use the counters {block, slot < 2^63}; child keys use
// counters with the top bit set, which no draw reaches, and a separate word for names (hashed by FNV-1a, 64
// bits) and for numbers.
//
// Exactly reproducible, on every machine and compiler with IEEE arithmetic and no contraction of a*b+c: keys,
// bits and uniforms are integer arithmetic and exact; normals use our own log, sqrt, sin and cos
// (autodiff/draws.hpp), whose operations are each correctly rounded.
class Key final {
 public:
  using Block = std::array<u32, 4>;

  static constexpr Key root(u64 seed) { return Key(seed); }
  Key operator/(u64 child) const { return derive(child, 0); }
  Key operator/(std::string_view child) const;

  // The 128 random bits number `block` of a slot; slot < 2^63 (a step counter, say).
  Block bits(u64 block, u64 slot = 0) const { return array(draws::bits(value_, block, slot)); }

  // One number: what fill_uniform<double> and fill_normal<double> put into element `element`.
  double uniform(u64 element, u64 slot = 0) const;
  double normal(u64 element, u64 slot = 0) const;

  constexpr u64 value() const { return value_; }
  constexpr bool operator==(const Key&) const = default;

 private:
  constexpr explicit Key(u64 value) : value_(value) {}
  Block philox(u64 low, u32 third, u32 fourth) const {
    return array(draws::philox(value_, low, third, fourth));
  }
  static Block array(const philox4x32_ctr_t& b) { return {b.v[0], b.v[1], b.v[2], b.v[3]}; }
  Key derive(u64 child, u32 kind) const;

  u64 value_;
};

// Elements first .. first + n - 1 of a slot, into out[0 .. n). An element's value depends on neither `first`
// nor `n`, so a stream may be cut anywhere. Float element e uses block e/4, double element e block e/2. Bits
// are the bare words (element e: word e%4 of block e/4); uniforms lie in the open interval (0, 1); normals
// are standard, in pairs of neighbouring elements (2i, 2i+1), at most 6.76 (float) or 8.57 (double) in
// magnitude.
void fill_bits(Key key, u64 slot, u64 first, i64 n, u32* out);
void fill_uniform(Key key, u64 slot, u64 first, i64 n, float* out);
void fill_uniform(Key key, u64 slot, u64 first, i64 n, double* out);
void fill_normal(Key key, u64 slot, u64 first, i64 n, float* out);
void fill_normal(Key key, u64 slot, u64 first, i64 n, double* out);

}  // namespace pont::ad
