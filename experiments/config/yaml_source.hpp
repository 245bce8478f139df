// The lines of a YAML text, to translate yaml-cpp's marks into places and to see what was really written
// there.
#pragma once
#include <yaml-cpp/mark.h>

#include <string>
#include <string_view>
#include <vector>

#include "experiments/config/tree.hpp"

namespace pont::config {

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
