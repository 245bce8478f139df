// The seed, and orders.
#include "tests/cuda_device/random.hpp"

#include <cstdlib>
#include <numeric>

#include "tests/cuda_device/device.hpp"

namespace pont::emulated {

Random& chance() {
  static Random random = [] {
    const char* given = std::getenv("PONT_CUDA_SEED");
    return Random(given ? std::strtoull(given, nullptr, 10) : 0);
  }();
  return random;
}

void seed(std::uint64_t value) { chance() = Random(value); }

Order::Order(std::uint32_t n, Random& random) : n_(n), factor_(1), first_(0) {
  if (n < 2) return;
  first_ = random.below(n);
  do factor_ = 1 + random.below(n - 1);
  while (std::gcd(factor_, n) != 1);
}

}  // namespace pont::emulated
