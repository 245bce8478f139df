// Marks to places, and quotes to their ends.
#include "experiments/config/yaml_source.hpp"

#include <algorithm>

#include "experiments/config/source_text.hpp"

namespace pont::config {

YamlSource::YamlSource(std::string file, std::string_view text) : file_(std::move(file)) {
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines_.push_back(text.substr(start, end - start));
    start = end + 1;
    if (lines_.back().starts_with("%"))
      fail({file_, static_cast<int>(lines_.size()), 1}, "",
           "a YAML directive; expected keys and values only");
  }
}

Place YamlSource::at(const YAML::Mark& mark) const {
  if (mark.is_null()) return {file_, 0, 0};
  const std::string_view before = line(mark.line).substr(0, static_cast<std::size_t>(mark.column));
  return {file_, mark.line + 1, static_cast<int>(count_characters(before)) + 1};
}

std::string_view YamlSource::from(const YAML::Mark& mark) const {
  const std::string_view text = line(mark.line);
  return text.substr(std::min(text.size(), static_cast<std::size_t>(mark.column)));
}

std::string_view YamlSource::line(int number) const {
  return static_cast<std::size_t>(number) < lines_.size() ? lines_[static_cast<std::size_t>(number)] : "";
}

bool closes_quote(std::string_view line) {
  const char quote = line.front();
  for (std::size_t i = 1; i < line.size(); ++i) {
    const bool doubled = quote == '\'' && line.substr(i, 2) == "''";
    if (line[i] == quote && !doubled) return true;
    if (doubled || (line[i] == '\\' && quote == '"')) ++i;
  }
  return false;
}

}  // namespace pont::config
