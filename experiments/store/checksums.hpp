// Checksums: CRC-32C of one frame of the metric log, SHA-256 of memory and files.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace pont::store {

/// CRC-32C of `bytes` (polynomial 0x1EDC6F41, reflected, initial and final complement: RFC 3720, appendix
/// B.4). `previous` is the CRC of what came before, so that crc32c(b, crc32c(a)) is the CRC of a followed by
/// b.
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t previous = 0) noexcept;

using Sha256 = std::array<std::byte, 32>;

Sha256 sha256(std::span<const std::byte> bytes);

/// 64 lower-case hexadecimal digits.
std::string hex(const Sha256& digest);

std::string sha256_hex(std::string_view text);

/// Hash of a whole file, read in pieces. Throws IoError if the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace pont::store
