// The text of a configuration file: its bytes, checked to be plain UTF-8, and its lines, which translate
// yaml-cpp's marks into places.
#pragma once
#include <yaml-cpp/mark.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/config/tree.hpp"

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

/// The text must outlive it.
class YamlSource final {
 public:
  /// Throws ConfigError when a line is a directive (%YAML, %TAG): yaml-cpp ignores those it doesn't know.
  YamlSource(std::string file, std::string_view text);

  /// Marks count from 0, columns in bytes; places from 1, columns in characters.
  Place at(const YAML::Mark& mark) const;

  /// What stands at the mark, to the end of its line.
  std::string_view from(const YAML::Mark& mark) const;

 private:
  std::string_view line(int number) const;

  std::string file_;
  std::vector<std::string_view> lines_;
};

/// Whether a quoted text, which begins at the front of `line` with its quote, ends on that line.
bool closes_quote(std::string_view line);

}  // namespace pont::config
