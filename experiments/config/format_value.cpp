// Writing values so that they read back identically.
#include <fmt/format.h>

#include <algorithm>

#include "experiments/config/numbers.hpp"
#include "experiments/config/values.hpp"

namespace pont::config {
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
