// What a key may hold besides its type: range, length, choices, unit, whether it must be given.
#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

namespace pont::config {

using Matrix = std::vector<std::vector<double>>;  ///< rows of equal length

/// Where a configuration value is stored; the alternatives are the types a key can have.
using Slot = std::variant<bool*, std::int64_t*, double*, std::string*, std::vector<std::int64_t>*,
                          std::vector<double>*, std::vector<std::string>*, Matrix*>;

/// An interval; the default holds every number (and no NaN).
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false, high_open = false;

  bool operator==(const Range&) const = default;
  bool contains(double x) const;
  std::string text() const;  ///< "at least 1", "above 0 and at most 1", ...; empty for the default
};

inline Range at_least(double low) { return {.low = low}; }
inline Range at_most(double high) { return {.high = high}; }
inline Range above(double low) { return {.low = low, .low_open = true}; }
inline Range below(double high) { return {.high = high, .high_open = true}; }
inline Range positive() { return above(0); }
inline Range between(double low, double high) { return {.low = low, .high = high}; }

/// All optional; written with designated initialisers: {.unit = "steps", .range = at_least(1)}.
struct Rules {
  std::string unit = "";
  Range range = {};                      ///< of the number, or of each number in a list or matrix
  Range length = {};                     ///< of a list (items) or matrix (rows)
  std::vector<std::string> one_of = {};  ///< of a text, or of each text in a list; empty: any
  bool required = false;                 ///< must be given; the default value is only a placeholder
  bool word = false;                     ///< of a text: it will name files and groups, see is_word()
  bool non_finite = false;               ///< .inf, -.inf and .nan are allowed as far as the range allows
  bool aside = false;  ///< it changes what is shown, never a result: what identifies a run leaves it out
};

/// The declaration of one key.
struct Key {
  std::string name;
  std::string sentence;  ///< what it is, for explain and the reference page
  Rules rules;
};

/// Letters, digits, '_', '-' and '.', beginning with a letter or digit, at most 64: safe as the name of
/// anything.
bool is_word(const std::string& text);

/// "integer", "number", "text", "list of integers", ...
std::string type_name(const Slot& slot);

/// What the key accepts, as words after "expected": "an integer at least 1".
std::string expectation(const Slot& slot, const Rules& rules);

/// The range, choices and length alone, for explain; empty when anything goes.
std::string limits(const Rules& rules);

}  // namespace pont::config
