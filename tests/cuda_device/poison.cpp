// The pattern 0x7FF7A5A5, little end first, on words aligned to 4 bytes.
#include "tests/cuda_device/poison.hpp"

#include <array>
#include <cstdint>

namespace pont::emulated {
namespace {

constexpr std::array<std::byte, 4> pattern{std::byte{0xA5}, std::byte{0xA5}, std::byte{0xF7},
                                           std::byte{0x7F}};

std::byte expected(const std::byte* at) { return pattern[reinterpret_cast<std::uintptr_t>(at) % 4]; }

}  // namespace

void poison(std::byte* from, std::size_t bytes) {
  for (std::byte* p = from; p < from + bytes; ++p) *p = expected(p);
}

const std::byte* first_not_poisoned(const std::byte* from, const std::byte* to) {
  for (; from < to; ++from)
    if (*from != expected(from)) return from;
  return nullptr;
}

}  // namespace pont::emulated
