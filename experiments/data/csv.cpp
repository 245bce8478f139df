// The CSV reader.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "experiments/config/error.hpp"
#include "experiments/data/point_files.hpp"

namespace pont::experiments {
namespace {

std::string_view trimmed(std::string_view s) {
  const auto begin = s.find_first_not_of(" \t\r");
  return begin == s.npos ? std::string_view{} : s.substr(begin, s.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(',', begin), line.size());
    fields.push_back(trimmed(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return fields;
}

std::optional<double> number(std::string_view field) {
  if (field.starts_with('+') && !field.starts_with("+-")) field.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc{} || end != field.data() + field.size()) return std::nullopt;
  return value;
}

bool is_number(std::string_view field) { return number(field).has_value(); }

/// At most 40 characters of a field, those that cannot be printed replaced.
std::string shown(std::string_view field) {
  std::string text(field.substr(0, 40));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

/// The lines so far, and where we are for messages.
struct Table {
  const std::string& name;
  std::size_t line = 0, columns = 0;
  bool first = true;
  std::vector<double> values{};

  [[noreturn]] void fail(const std::string& what) const {
    throw DataError(fmt::format("{}:{}: {}", name, line, what));
  }

  void add(std::string_view text) {
    ++line;
    if (trimmed(text).empty() || text.starts_with('#')) return;
    const auto fields = fields_of(text);
    const bool names = std::exchange(first, false) && std::none_of(fields.begin(), fields.end(), is_number);
    if (columns == 0) columns = fields.size();
    if (fields.size() != columns)
      fail(fmt::format("{} fields; expected {}, as on the lines before", fields.size(), columns));
    if (!names) add_point(fields);
  }
  void add_point(const std::vector<std::string_view>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto value = number(fields[i]);
      if (!value)
        fail(fmt::format("field {}: got '{}'; expected a number in double range", i + 1, shown(fields[i])));
      if (!(std::abs(*value) <= std::numeric_limits<double>::max()))
        fail(fmt::format("field {}: got '{}'; expected a finite number", i + 1, shown(fields[i])));
      values.push_back(*value);
    }
  }
};

}  // namespace

Points read_csv(std::span<const std::byte> file, const std::string& name) {
  std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // byte order mark
  Table table{.name = name};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    table.add(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (table.values.empty())
    table.fail("the file ends without a point; expected one per line, as in 0.5,-1.25");
  return Eigen::Map<const Points>(table.values.data(),
                                  static_cast<Eigen::Index>(table.values.size() / table.columns),
                                  static_cast<Eigen::Index>(table.columns));
}

}  // namespace pont::experiments
