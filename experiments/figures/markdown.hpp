// Tables for reports (Markdown) and for the terminal (aligned plain text), from the same cells.
#pragma once
#include <string>
#include <vector>

namespace pont::figures {

enum class Align { left, right };

struct Column {
  std::string heading;
  Align align = Align::right;  ///< numbers right, words left
};

/// `value` with `digits` significant digits, trailing zeros kept: 0.0800 is three digits. Scientific below
/// 1e-4 and from 10^max(digits, 6) on; "nan", "inf". Throws std::invalid_argument unless digits >= 1.
std::string significant(double value, int digits = 4);

/// "0.0812 ± 0.0031": the error with two significant digits, the value to the same decimal place. Without a
/// usable error (NaN, infinite, or 0) the value alone, with four significant digits.
std::string with_error(double value, double error);

/// A table under construction. Cells are UTF-8 text.
class Table final {
 public:
  explicit Table(std::vector<Column> columns);

  /// Throws std::invalid_argument unless there is one cell for each column.
  Table& add_row(std::vector<std::string> cells);

  /// A GitHub-flavoured Markdown table; pipes and backslashes are escaped, line breaks become <br>.
  std::string markdown() const;

  /// Aligned columns for a terminal, two spaces apart, with a rule under the headings; line breaks become
  /// spaces.
  std::string console() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace pont::figures
