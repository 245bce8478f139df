// The chance by which the emulated device chooses among the orders that CUDA permits.
#pragma once
#include <cstdint>

namespace pont::emulated {

/// splitmix64 (Steele, Lea and Flood 2014): independent of the generator under test.
class Random final {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  /// 0, ..., n - 1, n below 2^32.
  std::uint32_t below(std::uint64_t n) { return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32); }

 private:
  std::uint64_t state_;
};

/// Seeded by PONT_CUDA_SEED (0 if it is not set), or by seed().
Random& chance();

/// The numbers 0, ..., n - 1 in an order that costs nothing to choose: i -> (a i + c) mod n.
class Order final {
 public:
  Order(std::uint32_t n, Random& random);
  std::uint32_t operator[](std::uint32_t i) const {
    return static_cast<std::uint32_t>((std::uint64_t{factor_} * i + first_) % n_);
  }

 private:
  std::uint32_t n_, factor_, first_;
};

}  // namespace pont::emulated
