// CRC-32C by the SSE4.2 instruction, eight bytes at a time.
#include "experiments/store/crc32c.hpp"

#include <nmmintrin.h>

#include <cstring>

namespace pont::store {

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t previous) noexcept {
  std::uint64_t crc = ~previous;
  for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    crc = _mm_crc32_u64(crc, word);
  }
  auto tail = static_cast<std::uint32_t>(crc);
  for (const std::byte b : bytes) tail = _mm_crc32_u8(tail, std::to_integer<unsigned char>(b));
  return ~tail;
}

}  // namespace pont::store
