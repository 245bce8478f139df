// Number grammar on top of std::from_chars.
#include "experiments/config/numbers.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

namespace pont::config {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without_sign(std::string_view text) { return text.starts_with('-') ? text.substr(1) : text; }

/// "007" and "-01.5", but not "0" and "0.5".
bool has_leading_zero(std::string_view text) {
  const std::string_view digits = without_sign(text);
  return digits.size() > 1 && digits[0] == '0' && is_digit(digits[1]);
}

std::string drop_leading_zeros(std::string_view text) {
  std::string_view digits = without_sign(text);
  while (has_leading_zero(digits)) digits.remove_prefix(1);
  return (text.starts_with('-') ? "-" : "") + std::string(digits);
}

template <class T>
Parsed<T> wrong(std::string why, std::string meant = "") {
  return {.wrong = std::move(why), .meant = std::move(meant)};
}

/// A whole number written as 1e3, 1.0 or the like: the same in digits, or nothing.
std::string as_digits(std::string_view text) {
  const Parsed<double> number = parse_number(text);
  constexpr double exact = 9007199254740992.0;  // 2^53
  const bool whole = number.ok && std::abs(number.value) <= exact && number.value == std::floor(number.value);
  return whole ? fmt::format("{}", static_cast<std::int64_t>(number.value)) : "";
}

/// "1,5" meant as 1.5.
std::string with_point(std::string_view text) {
  std::string changed(text);
  const std::size_t comma = changed.find(',');
  if (comma == std::string::npos) return "";
  changed[comma] = '.';
  return parse_number(changed).ok ? changed : "";
}

Parsed<double> parse_special(std::string_view text) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  if (text == ".inf") return {.value = inf, .ok = true};
  if (text == "-.inf") return {.value = -inf, .ok = true};
  if (text == ".nan") return {.value = std::numeric_limits<double>::quiet_NaN(), .ok = true};
  return {};
}

/// from_chars alone would also take "inf", "nan" and stop at the first foreign character.
bool looks_decimal(std::string_view text) {
  const std::string_view body = without_sign(text);
  return !body.empty() && (is_digit(body[0]) || (body[0] == '.' && body.size() > 1 && is_digit(body[1])));
}

}  // namespace

Parsed<std::int64_t> parse_integer(std::string_view text) {
  const std::string_view digits = without_sign(text);
  const bool only_digits =
      !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  if (!only_digits) return wrong<std::int64_t>("", as_digits(text));
  if (has_leading_zero(text)) return wrong<std::int64_t>(" with a leading zero", drop_leading_zeros(text));
  Parsed<std::int64_t> result;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result.value);
  if (error == std::errc::result_out_of_range) return wrong<std::int64_t>(", which needs more than 64 bits");
  result.ok = error == std::errc{} && end == text.data() + text.size();
  return result;
}

Parsed<double> parse_number(std::string_view text) {
  if (const Parsed<double> special = parse_special(text); special.ok) return special;
  if (!looks_decimal(text)) return wrong<double>("", with_point(text));
  if (has_leading_zero(text)) return wrong<double>(" with a leading zero", drop_leading_zeros(text));
  Parsed<double> result;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result.value);
  if (end != text.data() + text.size()) return wrong<double>("", with_point(text));
  if (error == std::errc::result_out_of_range) return wrong<double>(", beyond the range of float64");
  result.ok = error == std::errc{};
  return result;
}

std::string format_number(double value) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value > 0 ? ".inf" : "-.inf";
  return fmt::format("{}", value);
}

}  // namespace pont::config
