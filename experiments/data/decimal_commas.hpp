// Numbers that a comma has split: "0,5" between commas is two fields, and nothing but their looks tells.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace pont::data {

/// How the fields of a column are written.
struct WrittenColumn final {
  bool whole = true;        ///< every field: digits, perhaps with a sign
  bool digits = true;       ///< every field: digits alone
  bool zero_first = false;  ///< some field of digits: more than one, of which the first is 0, as in 05
  void add(std::string_view field);
};

/// Throws DataError where a whole column is followed by one of digits that begin with 0, or stand beside
/// columns that have fractions: they look like one column of numbers with a decimal comma.
void refuse_split_numbers(const std::string& name, const std::vector<WrittenColumn>& columns);

}  // namespace pont::data
