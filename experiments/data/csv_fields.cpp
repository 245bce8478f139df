// The fields of a line of a CSV file: delimiters, quotes, numbers, and signs of decimal commas.
#include "experiments/data/csv_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "experiments/config/error.hpp"
#include "experiments/data/columns.hpp"
#include "experiments/store/joined.hpp"

namespace pont::data {

// Splitting a line of CSV into fields, reading numbers, and telling a header from points.

namespace {

std::string_view trimmed(std::string_view s, std::string_view blanks) {
  const auto begin = s.find_first_not_of(blanks);
  return begin == s.npos ? std::string_view{} : s.substr(begin, s.find_last_not_of(blanks) - begin + 1);
}

CsvField field_of(std::string_view text) {
  text = trimmed(text, " \t\r");
  if (text.size() < 2 || !text.starts_with('"') || !text.ends_with('"')) return {text, false};
  return {trimmed(text.substr(1, text.size() - 2), " \t\r"), true};
}

/// Where the field that begins at `begin` ends.
std::size_t end_of(std::string_view line, std::size_t begin, char delimiter) {
  const std::size_t first = line.find_first_not_of(" \t", begin);
  bool quoted = false;
  for (std::size_t i = begin; i < line.size(); ++i) {
    if (line[i] == '"' && (quoted || i == first)) quoted = !quoted;
    if (line[i] == delimiter && !quoted) return i;
  }
  return quoted ? std::min(line.find(delimiter, begin), line.size()) : line.size();
}

std::string lower(std::string_view s) {
  std::string text(s);
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

bool is_missing(std::string_view text) {
  static const std::vector<std::string> words{"na",   "n/a", "n.a.",     "nan",     "#n/a", "null",     "nil",
                                              "none", "inf", "infinity", "missing", "void", "undefined"};
  return std::find(words.begin(), words.end(), lower(text)) != words.end();
}

/// "O.5" and "1.O5" are numbers by the look of them.
bool looks_like_a_number(std::string_view text, char decimal) {
  if (text.find(decimal) == text.npos) return false;
  std::string other(text);
  for (char& c : other) c = c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' ? '1' : c;
  return csv_number(other, decimal).has_value();
}

bool counts_the_columns(const std::vector<CsvField>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].text != std::to_string(i)) return false;
  return true;
}

bool all_whole(const std::vector<CsvField>& fields) {
  return std::all_of(fields.begin(), fields.end(), [](const CsvField& f) {
    return !f.text.empty() && f.text.find_first_not_of("+-0123456789") == f.text.npos;
  });
}

/// The fields of the coordinates that are chosen by number; all if none is.
std::vector<CsvField> of_coordinates(const std::vector<CsvField>& fields, const TableKeys& keys) {
  if (keys.columns.empty() && keys.label.empty()) return fields;
  std::vector<CsvField> taken;
  const auto is = [&](const std::string& number, std::size_t i) { return number == std::to_string(i + 1); };
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool chosen =
        std::any_of(keys.columns.begin(), keys.columns.end(), [&](const std::string& c) { return is(c, i); });
    if (chosen || (keys.columns.empty() && !is(keys.label, i))) taken.push_back(fields[i]);
  }
  return taken.empty() ? fields : taken;
}

bool names_a_column(const std::vector<CsvField>& fields, const TableKeys& keys) {
  std::vector<std::string> wanted = keys.columns;
  if (!keys.label.empty()) wanted.push_back(keys.label);
  return chosen_by_name(keys) && std::any_of(fields.begin(), fields.end(), [&](const CsvField& f) {
           return !csv_number(f.text, keys.decimal[0]) &&
                  std::find(wanted.begin(), wanted.end(), f.text) != wanted.end();
         });
}

}  // namespace

std::vector<CsvField> csv_fields(std::string_view line, char delimiter) {
  std::vector<CsvField> fields;
  if (delimiter == ' ') line = trimmed(line, " \r");
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = end_of(line, begin, delimiter);
    fields.push_back(field_of(line.substr(begin, end - begin)));
    begin = end + 1;
    if (delimiter == ' ' && begin < line.size())
      begin = std::min(line.find_first_not_of(' ', begin), line.size());
  }
  return fields;
}

std::optional<double> csv_number(std::string_view field, char decimal) {
  if (decimal != '.') {
    if (field.find('.') != field.npos) return std::nullopt;
    std::string text(field);
    std::replace(text.begin(), text.end(), decimal, '.');
    return csv_number(text, '.');
  }
  if (field.starts_with('+') && !field.starts_with("+-")) field.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc{} || end != field.data() + field.size()) return std::nullopt;
  return value;
}

bool is_column_name(const CsvField& field, char decimal) {
  const auto first = field.text.empty() ? '\0' : static_cast<unsigned char>(field.text.front());
  const bool letter = std::isalpha(first) || first == '_' || first >= 0x80;
  return letter && !csv_number(field.text, decimal) && !is_missing(field.text) &&
         !looks_like_a_number(field.text, decimal);
}

CsvHeader csv_header(const std::vector<CsvField>& first, const std::vector<CsvField>& second,
                     const TableKeys& keys) {
  const char decimal = keys.decimal[0];
  if (keys.header != "automatic") return keys.header == "yes" ? CsvHeader::names : CsvHeader::numbers;
  if (names_a_column(first, keys)) return CsvHeader::names;
  const std::vector<CsvField> fields = of_coordinates(first, keys);
  const auto all = [&](auto is) { return !fields.empty() && std::all_of(fields.begin(), fields.end(), is); };
  if (all([&](const CsvField& f) { return csv_number(f.text, decimal).has_value(); })) {
    const bool unclear = counts_the_columns(first) && (first.size() > 1 || !all_whole(second));
    return unclear ? CsvHeader::unclear : CsvHeader::numbers;
  }
  return all([&](const CsvField& f) { return is_column_name(f, decimal); }) ? CsvHeader::names
                                                                            : CsvHeader::unclear;
}

std::string csv_remedy(std::string_view field, const TableKeys& keys) {
  if (keys.decimal == "." && field.find(',') != field.npos && keys.delimiter != ",")
    return "; numbers with a decimal comma are read with decimal: \",\"";
  for (const auto& [mark, written] : {std::pair{';', ";"}, {'\t', "\\t"}, {'|', "|"}, {' ', " "}})
    if (keys.delimiter[0] != mark && field.find(mark) != field.npos)
      return fmt::format("; another delimiter is chosen by delimiter: \"{}\"", written);
  if (keys.decimal == "," && field.find('.') != field.npos)
    return "; numbers with a decimal point are read with decimal: \".\"";
  return "";
}

std::string csv_shown(std::string_view field) {
  std::string text(field.substr(0, 40));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

// Refusal of columns that are the halves of numbers with a decimal comma.

void WrittenColumn::add(std::string_view field) {
  const bool sign = field.starts_with('-') || field.starts_with('+');
  const std::string_view rest = field.substr(sign ? 1 : 0);
  const bool all_digits = !rest.empty() && rest.find_first_not_of("0123456789") == rest.npos;
  whole = whole && all_digits;
  digits = digits && all_digits && !sign;
  zero_first = zero_first || (all_digits && !sign && rest.size() > 1 && rest[0] == '0');
}

void refuse_split_numbers(const std::string& name, const std::vector<WrittenColumn>& columns) {
  const bool fractions =
      std::any_of(columns.begin(), columns.end(), [](const WrittenColumn& c) { return !c.whole; });
  for (std::size_t i = 0; i + 1 < columns.size(); ++i) {
    const WrittenColumn& next = columns[i + 1];
    if (!columns[i].whole || !next.digits || !(next.zero_first || fractions)) continue;
    std::vector<std::string> all;
    for (std::size_t j = 1; j <= columns.size(); ++j) all.push_back(std::to_string(j));
    throw config::DataError(fmt::format(
        "{}: columns {} and {} look like one whose decimal commas were taken for delimiters; expected "
        "decimal points, or another delimiter (delimiter: \";\", decimal: \",\"); if they are two: {}",
        name, i + 1, i + 2,
        columns.size() > 8 ? "a first line of names" : "columns: [" + store::joined(all, ", ") + "]"));
  }
}

}  // namespace pont::data
