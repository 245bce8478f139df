// The fields of a line of a CSV file.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/data/point_files.hpp"

namespace pont::data {

/// A field without the blanks and the double quotes around it.
struct CsvField final {
  std::string_view text;
  bool quoted = false;
};

/// Splits at the delimiter outside quotes; the delimiter " " is any number of blanks. "" in quotes stays as
/// it is.
std::vector<CsvField> csv_fields(std::string_view line, char delimiter);

/// The value of a number, which may be infinite or NaN; nothing for anything else.
std::optional<double> csv_number(std::string_view field, char decimal);

/// What nobody can take for a value: it begins with a letter or _, is no word for a missing value, and is no
/// number with the letters O or l for 0 and 1.
bool is_column_name(const CsvField& field, char decimal);

/// What the first line of a table is.
enum class CsvHeader { names, numbers, unclear };
/// By keys.header; `automatic` means names where keys choose a column by a name that is there, or where each
/// coordinate's field is_column_name(); numbers where each is a number, unless the line counts the columns as
/// a data frame without names does (0,1,2) and the line after it does not read alike; else unclear.
CsvHeader csv_header(const std::vector<CsvField>& first, const std::vector<CsvField>& second,
                     const TableKeys& keys);

/// "; delimiter: \";\" ..." if another key would make a number of this field; empty if none would.
std::string csv_remedy(std::string_view field, const TableKeys& keys);

/// At most 40 characters of a field, those that cannot be printed replaced.
std::string csv_shown(std::string_view field);

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
