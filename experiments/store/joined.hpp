// Lists in messages. (fmt::join and fmt/ranges.h make GCC 12 warn of an overflow that is not there.)
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace pont::store {

/// "a, b, c" for the separator ", ".
inline std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += separator;
    text += parts[i];
  }
  return text;
}

/// "[3, 2]"; "[]" for a scalar.
inline std::string bracketed(const std::vector<std::size_t>& sizes) {
  std::vector<std::string> parts;
  for (const std::size_t size : sizes) parts.push_back(std::to_string(size));
  return "[" + joined(parts, ", ") + "]";
}

}  // namespace pont::store
