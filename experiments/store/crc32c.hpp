// CRC-32C (Castagnoli), the check of one frame of the metric log.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace pont::store {

/// CRC-32C of `bytes` (polynomial 0x1EDC6F41, reflected, initial and final complement: RFC 3720, appendix
/// B.4). `previous` is the CRC of what came before, so that crc32c(b, crc32c(a)) is the CRC of a followed by
/// b.
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t previous = 0) noexcept;

}  // namespace pont::store
