// Wording of types and limits.
#include "experiments/config/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "experiments/config/suggest.hpp"

namespace pont::config {
namespace {

struct TypeWords {
  const char* name;
  const char* expected;
};

/// One row per alternative of Slot, in its order.
constexpr std::array<TypeWords, std::variant_size_v<Slot>> words{{
    {"true or false", "true or false"},
    {"integer", "an integer"},
    {"number", "a number"},
    {"text", "text"},
    {"list of integers", "a list of integers"},
    {"list of numbers", "a list of numbers"},
    {"list of texts", "a list of texts"},
    {"matrix", "a matrix (a list of rows, each a list of numbers)"},
}};

}  // namespace

bool is_word(const std::string& text) {
  const auto plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  const auto allowed = [&](char c) { return plain(c) || c == '_' || c == '-' || c == '.'; };
  return !text.empty() && text.size() <= 64 && plain(text[0]) &&
         std::all_of(text.begin(), text.end(), allowed);
}

bool Range::contains(double x) const {
  return (low_open ? x > low : x >= low) && (high_open ? x < high : x <= high);
}

std::string Range::text() const {
  std::string low_text, high_text;
  if (*this == Range{}) return "";
  if (low != Range{}.low) low_text = fmt::format("{} {}", low_open ? "above" : "at least", low);
  if (high != Range{}.high) high_text = fmt::format("{} {}", high_open ? "below" : "at most", high);
  return low_text + (low_text.empty() || high_text.empty() ? "" : " and ") + high_text;
}

std::string type_name(const Slot& slot) { return words[slot.index()].name; }

std::string limits(const Rules& rules) {
  std::vector<std::string> parts;
  if (const std::string range = rules.range.text(); !range.empty()) parts.push_back(range);
  if (!rules.one_of.empty()) parts.push_back("one of: " + join(rules.one_of));
  if (const std::string length = rules.length.text(); !length.empty()) parts.push_back("length " + length);
  if (rules.word) parts.push_back("letters, digits, _, - and . only");
  if (rules.non_finite) parts.push_back("may be .inf, -.inf or .nan");
  return join(parts, "; ");
}

std::string expectation(const Slot& slot, const Rules& rules) {
  if (std::holds_alternative<std::string*>(slot) && !rules.one_of.empty())
    return "one of: " + join(rules.one_of);
  if (std::holds_alternative<std::string*>(slot) && rules.word)
    return "a name of at most 64 letters, digits, '_', '-' and '.', beginning with a letter or digit";
  const std::string range = rules.range.text();
  return words[slot.index()].expected + (range.empty() ? "" : " " + range);
}

}  // namespace pont::config
