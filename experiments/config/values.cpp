// From one YAML value to one typed configuration value and back, according to the key's declaration.
#include "experiments/config/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/config/suggest.hpp"

namespace pont::config {

// Reading values: type first, then range, choices and length.

namespace {

/// What a value is read against; items of a list share it, with their own place and path.
struct Target {
  std::string path;
  const Slot& slot;
  const Rules& rules;
};

std::string meant(const std::string& text) {
  return text.empty() ? "" : "; did you mean " + printable(text) + "?";
}

[[noreturn]] void refuse(const Tree& tree, const Target& target, const std::string& wrong,
                         const std::string& expected, const std::string& better = "") {
  fail(tree.place, target.path, "got " + tree.describe() + wrong + "; expected " + expected + meant(better));
}

/// The words for one item: a list of numbers holds "a number".
template <class T>
std::string item_expectation(const Rules& rules) {
  T item{};
  return expectation(Slot{&item}, rules);
}

bool is_plain(const Tree& tree) { return tree.kind == Tree::Kind::scalar && !tree.quoted; }

bool is_bool(const std::string& text) { return text == "true" || text == "false"; }

void read(const Tree& tree, const Target& target, bool& value) {
  if (!is_plain(tree) || !is_bool(tree.text)) {
    const std::string lower = tree.text == "True" || tree.text == "TRUE"     ? "true"
                              : tree.text == "False" || tree.text == "FALSE" ? "false"
                                                                             : "";
    refuse(tree, target, "", "true or false", is_plain(tree) ? lower : "");
  }
  value = tree.text == "true";
}

/// An unquoted number, parsed by `parse`.
template <class T, class Parse>
T read_number(const Tree& tree, const Target& target, Parse parse) {
  const std::string expected = item_expectation<T>(target.rules);
  if (tree.kind != Tree::Kind::scalar) refuse(tree, target, "", expected);
  const Parsed<T> parsed = parse(tree.text);
  if (tree.quoted) refuse(tree, target, "", expected, parsed.ok ? tree.text + " without quotes" : "");
  if (!parsed.ok) refuse(tree, target, parsed.wrong, expected, parsed.meant);
  if (!target.rules.range.contains(static_cast<double>(parsed.value)) && target.rules.range != Range{})
    refuse(tree, target, "", expected);
  return parsed.value;
}

void read(const Tree& tree, const Target& target, std::int64_t& value) {
  value = read_number<std::int64_t>(tree, target, parse_integer);
}

void read(const Tree& tree, const Target& target, double& value) {
  const double number = read_number<double>(tree, target, parse_number);
  if (!std::isfinite(number) && !target.rules.non_finite) refuse(tree, target, "", "a finite number");
  value = number;
}

void read(const Tree& tree, const Target& target, std::string& value) {
  const std::string expected = item_expectation<std::string>(target.rules);
  if (tree.kind != Tree::Kind::scalar) refuse(tree, target, "", expected);
  const std::vector<std::string>& choices = target.rules.one_of;
  const bool listed = std::find(choices.begin(), choices.end(), tree.text) != choices.end();
  if (!choices.empty() && !listed) refuse(tree, target, "", expected, closest(tree.text, choices));
  if (target.rules.word && !is_word(tree.text)) refuse(tree, target, "", expected);
  const bool item = std::holds_alternative<std::vector<std::string>*>(target.slot);  // [u, 2] needs no quotes
  if (choices.empty() && !tree.quoted && !item && (is_bool(tree.text) || parse_number(tree.text).ok))
    refuse(tree, target, ", which isn't text", expected, "\"" + tree.text + "\"");
  value = tree.text;
}

void check_length(const Tree& tree, const Target& target) {
  if (target.rules.length.contains(static_cast<double>(tree.items.size()))) return;
  fail(tree.place, target.path,
       fmt::format("got {} items; expected {}", tree.items.size(), target.rules.length.text()));
}

template <class T>
void read(const Tree& tree, const Target& target, std::vector<T>& values) {
  if (tree.kind != Tree::Kind::list)
    refuse(tree, target, "", expectation(target.slot, target.rules),
           tree.kind == Tree::Kind::scalar ? "[" + tree.text + "]" : "");
  check_length(tree, target);
  std::vector<T> items(tree.items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Target item{fmt::format("{}[{}]", target.path, i), target.slot, target.rules};
    read(tree.items[i], item, items[i]);
  }
  values = std::move(items);
}

void read(const Tree& tree, const Target& target, Matrix& values) {
  if (tree.kind != Tree::Kind::list) refuse(tree, target, "", expectation(target.slot, target.rules));
  check_length(tree, target);
  Rules rules = target.rules;
  rules.length = {};  // counts rows, not their numbers
  std::vector<double> model;
  const Slot row_slot{&model};
  Matrix rows(tree.items.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Target row{fmt::format("{}[{}]", target.path, i), row_slot, rules};
    read(tree.items[i], row, rows[i]);
    if (rows[i].size() != rows[0].size())
      fail(tree.items[i].place, row.path,
           fmt::format("got a row of {} numbers; expected {}, as in the first row", rows[i].size(),
                       rows[0].size()));
  }
  values = std::move(rows);
}

}  // namespace

void read_value(const Tree& tree, const std::string& path, const Slot& slot, const Rules& rules) {
  std::visit([&](auto* value) { read(tree, Target{path, slot, rules}, *value); }, slot);
}

// Writing values so that they read back identically.

namespace {

/// Letters, digits and a few signs, beginning with a letter: never a number, an indicator or a comment.
bool is_plain_word(const std::string& text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto inner = [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') ||
           (c != '\0' && std::string_view("_-./").find(c) != std::string_view::npos);
  };
  return !text.empty() && letter(text[0]) && std::all_of(text.begin(), text.end(), inner);
}

/// Words that YAML 1.1 or 1.2 gives another meaning, in any case.
bool is_reserved_word(const std::string& text) {
  constexpr std::string_view reserved[] = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
  std::string lower = text;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(std::begin(reserved), std::end(reserved), lower) != std::end(reserved);
}

std::string escape(char c) {
  if (c == '"' || c == '\\') return std::string("\\") + c;
  if (c == '\n') return "\\n";
  if (c == '\t') return "\\t";
  const auto code = static_cast<unsigned char>(c);
  return code < 0x20 || code == 0x7f ? fmt::format("\\x{:02x}", code) : std::string(1, c);
}

std::string format(bool value) { return value ? "true" : "false"; }
std::string format(std::int64_t value) { return fmt::format("{}", value); }
std::string format(double value) { return format_number(value); }
std::string format(const std::string& value) { return format_text(value); }
template <class T>
std::string format(const std::vector<T>& values) {
  std::string text;
  for (const T& value : values) text += (text.empty() ? "" : ", ") + format(value);
  return "[" + text + "]";
}

}  // namespace

std::string format_text(const std::string& text) {
  if (is_plain_word(text) && !is_reserved_word(text)) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += escape(c);
  return quoted + "\"";
}

std::string format_value(const Slot& slot) {
  return std::visit([](const auto* value) { return format(*value); }, slot);
}

}  // namespace pont::config
