// Numbers as configuration files write them, independent of the locale, and doubles that read back to the
// same bits.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace pont::config {

/// The outcome of reading a number: `wrong` is empty on success, else what to say after the text ("", if
/// nothing but that it isn't a number); `meant` is a better spelling, or empty.
template <class T>
struct Parsed {
  T value{};
  bool ok = false;
  std::string wrong = "", meant = "";
};

/// Decimal digits with an optional '-': no leading zeros, '+', '_', hexadecimal, fraction or exponent; 64
/// bits.
Parsed<std::int64_t> parse_integer(std::string_view text);

/// Decimal number with optional '-', fraction and exponent (".1", "1e-3"), or .inf, -.inf, .nan. Overflow to
/// infinity and underflow to zero are refused.
Parsed<double> parse_number(std::string_view text);

/// The shortest text that parse_number reads to the same bits (NaN: to a NaN).
std::string format_number(double value);

}  // namespace pont::config
