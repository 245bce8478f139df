// The pattern 0x7FF7A5A5, little end first, on words aligned to 4 bytes.
#include "tests/cuda_device/poison.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace pont::emulated {
namespace {

constexpr std::size_t stretch = 256;
constexpr std::array<unsigned char, 4> word{0xA5, 0xA5, 0xF7, 0x7F};
constexpr auto laid_out = [] {
  std::array<std::byte, stretch + 4> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = std::byte{word[i % 4]};
  return bytes;
}();

/// What a stretch of memory from `at` must hold.
const std::byte* expected(const std::byte* at) {
  return laid_out.data() + reinterpret_cast<std::uintptr_t>(at) % 4;
}

}  // namespace

void poison(std::byte* from, std::size_t bytes) {
  for (std::size_t at = 0; at < bytes; at += stretch)
    std::memcpy(from + at, expected(from + at), std::min(stretch, bytes - at));
}

const std::byte* first_not_poisoned(const std::byte* from, const std::byte* to) {
  for (; from < to; from += stretch) {
    const std::size_t n = std::min(stretch, static_cast<std::size_t>(to - from));
    if (std::memcmp(from, expected(from), n) != 0) return std::mismatch(from, from + n, expected(from)).first;
  }
  return nullptr;
}

}  // namespace pont::emulated
