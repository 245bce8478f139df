// The columns that the keys `columns` and `label` choose, by name and by number.
#include "experiments/data/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "experiments/config/error.hpp"
#include "experiments/config/values.hpp"
#include "experiments/store/joined.hpp"

namespace pont::data {
namespace {

std::optional<std::size_t> number(const std::string& text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string what_there_is(const TableColumns& columns) {
  if (columns.names.empty()) return fmt::format("a number from 1 to {}", columns.count);
  const std::size_t some = std::min<std::size_t>(columns.count, 8);
  std::vector<std::string> names(columns.names.begin(),
                                 columns.names.begin() + static_cast<std::ptrdiff_t>(some));
  return fmt::format("a number from 1 to {}, or a name: {}{}", columns.count, store::joined(names, ", "),
                     some < columns.count ? ", ..." : "");
}

std::size_t index_of(const std::string& wanted, const TableColumns& columns, const std::string& name) {
  if (const auto n = number(wanted); n && *n >= 1 && *n <= columns.count) return *n - 1;
  const auto times = std::count(columns.names.begin(), columns.names.end(), wanted);
  if (times == 1)
    return static_cast<std::size_t>(std::find(columns.names.begin(), columns.names.end(), wanted) -
                                    columns.names.begin());
  throw config::DataError(fmt::format("{}: column '{}' is {}; expected {}", name, wanted,
                                      times == 0 ? "not there" : fmt::format("there {} times", times),
                                      what_there_is(columns)));
}

/// pandas writes its index under no name, and under this one when it was read back and written again.
bool is_unnamed(const std::string& name) { return name.empty() || name.starts_with("Unnamed:"); }

std::vector<std::size_t> all_but(const std::string& label, const TableColumns& columns,
                                 const std::string& name) {
  const std::size_t left_out = label.empty() ? columns.count : index_of(label, columns, name);
  std::vector<std::size_t> taken;
  for (std::size_t i = 0; i < columns.count; ++i) {
    if (i == left_out) continue;
    if (!columns.names.empty() && is_unnamed(columns.names[i]))
      throw config::DataError(fmt::format(
          "{}: column {} has no name, as an index written by pandas has none; expected coordinates alone: {}",
          name, i + 1, without(columns, i)));
    taken.push_back(i);
  }
  if (taken.empty())
    throw config::DataError(name + ": the label is its only column; expected coordinates besides");
  return taken;
}

}  // namespace

std::string TableColumns::shown(std::size_t i) const {
  return names.empty() || names[i].empty() ? std::to_string(i + 1) : names[i];
}

bool chosen_by_name(const TableKeys& keys) {
  const auto by_name = [](const std::string& c) { return !number(c); };
  return std::any_of(keys.columns.begin(), keys.columns.end(), by_name) ||
         (!keys.label.empty() && by_name(keys.label));
}

std::vector<std::size_t> coordinates(const TableKeys& keys, const TableColumns& columns,
                                     const std::string& name) {
  if (keys.columns.empty()) return all_but(keys.label, columns, name);
  if (!keys.label.empty()) index_of(keys.label, columns, name);
  std::vector<std::size_t> taken;
  for (const std::string& wanted : keys.columns) {
    taken.push_back(index_of(wanted, columns, name));
    if (std::count(taken.begin(), taken.end(), taken.back()) > 1)
      throw config::DataError(
          fmt::format("{}: column '{}' is chosen twice; expected each once", name, wanted));
    if (!keys.label.empty() && taken.back() == index_of(keys.label, columns, name))
      throw config::DataError(
          fmt::format("{}: column '{}' is chosen and the label; expected one of both", name, wanted));
  }
  return taken;
}

std::optional<std::size_t> label_column(const TableKeys& keys, const TableColumns& columns,
                                        const std::string& name) {
  if (keys.label.empty()) return std::nullopt;
  return index_of(keys.label, columns, name);
}

std::string without(const TableColumns& columns, std::size_t index) {
  constexpr std::size_t most = 8;
  if (columns.count > most) return "label: " + config::format_text(columns.shown(index));
  const auto usable = [&](std::size_t i) {
    return i == index || (!number(columns.names[i]) && !columns.names[i].empty() &&
                          std::count(columns.names.begin(), columns.names.end(), columns.names[i]) == 1);
  };
  bool names = !columns.names.empty();
  for (std::size_t i = 0; names && i < columns.count; ++i) names = usable(i);
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < columns.count; ++i)
    if (i != index) rest.push_back(names ? config::format_text(columns.names[i]) : std::to_string(i + 1));
  return "columns: [" + store::joined(rest, ", ") + "]";
}

}  // namespace pont::data
