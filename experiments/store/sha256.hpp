// SHA-256 of memory and of files, by OpenSSL.
#pragma once
#include <array>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace pont::store {

using Sha256 = std::array<std::byte, 32>;

Sha256 sha256(std::span<const std::byte> bytes);

/// 64 lower-case hexadecimal digits.
std::string hex(const Sha256& digest);

std::string sha256_hex(std::string_view text);

/// Hash of a whole file, read in pieces. Throws IoError if the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace pont::store
