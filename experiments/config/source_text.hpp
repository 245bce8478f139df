// The bytes of a configuration file, read whole and checked to be plain UTF-8 text.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace pont::config {

inline constexpr std::size_t max_config_bytes = std::size_t{1} << 18;

/// The first byte of `text` that isn't part of well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates,
/// at most U+10FFFF), or text.size().
std::size_t first_invalid_utf8(std::string_view text);

/// Characters in `text`, which is valid UTF-8.
std::size_t count_characters(std::string_view text);

/// Throws ConfigError where `text` isn't plain: too large, byte-order mark, UTF-16/32, invalid UTF-8, NUL and
/// other control characters, tabs, a carriage return without a line feed.
void check_plain_text(const std::string& file, std::string_view text);

/// The checked text of a file. Throws ConfigError when it can't be read.
std::string read_config_text(const std::filesystem::path& path);

}  // namespace pont::config
