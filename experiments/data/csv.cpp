// The CSV reader.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "experiments/config/error.hpp"
#include "experiments/data/columns.hpp"
#include "experiments/data/csv_fields.hpp"

namespace pont::data {
namespace {

struct Line {
  std::size_t number;
  std::string_view text;
};

/// A comment, but for the words of spreadsheets for a value that is missing or wrong.
bool is_comment(std::string_view line) {
  constexpr std::string_view words[] = {"#N/A", "#NUM!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?"};
  return line.starts_with('#') &&
         std::none_of(std::begin(words), std::end(words), [&](auto word) { return line.starts_with(word); });
}

/// Lines that are neither blank nor a comment, and how many there are in all.
struct Lines {
  std::vector<Line> content;
  std::size_t count = 0;
};

Lines lines_of(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // byte order mark
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    ++lines.count;
    if (line.find_first_not_of(" \t\r") != line.npos && !is_comment(line))
      lines.content.push_back({lines.count, line});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

class Reader {
 public:
  Reader(const std::string& name, const TableKeys& keys) : name_(name), keys_(keys) {}

  PointTable read(const Lines& lines) {
    if (lines.content.empty()) fail(lines.count, no_point);
    const bool names = read_header(lines);
    for (std::size_t i = names; i < lines.content.size(); ++i) add_point(lines.content[i]);
    if (values_.empty()) fail(lines.count, no_point);
    if (!names && keys_.columns.empty() && keys_.delimiter == ",") refuse_split_numbers(name_, commas_);
    const auto d = static_cast<ad::i64>(taken_.size());
    PointTable table =
        table_of(ad::Tensor::of<double>({static_cast<ad::i64>(values_.size()) / d, d}, values_));
    table.columns.clear();
    for (const std::size_t i : taken_) table.columns.push_back(columns_.shown(i));
    if (label_) set_labels(table, labels_);
    return table;
  }

 private:
  static constexpr const char* no_point =
      "the file ends without a point; expected one per line, as in 0.5,-1.25";

  [[noreturn]] void fail(std::size_t line, const std::string& what) const {
    throw config::DataError(fmt::format("{}:{}: {}", name_, line, what));
  }
  std::vector<CsvField> fields(std::string_view line) const { return csv_fields(line, keys_.delimiter[0]); }

  /// Chooses the columns; true if the first line holds names.
  bool read_header(const Lines& lines) {
    const auto first = fields(lines.content[0].text);
    const auto second = lines.content.size() > 1 ? fields(lines.content[1].text) : std::vector<CsvField>{};
    const CsvHeader header = csv_header(first, second, keys_);
    columns_.count = first.size();
    if (header == CsvHeader::unclear) refuse_header(lines.content[0].number, first);
    if (header == CsvHeader::names)
      for (const CsvField& f : first) columns_.names.emplace_back(f.text);
    taken_ = coordinates(keys_, columns_, fmt::format("{}:{}", name_, lines.content[0].number));
    label_ = label_column(keys_, columns_, name_);
    commas_.resize(taken_.size());
    return header == CsvHeader::names;
  }

  [[noreturn]] void refuse_header(std::size_t line, const std::vector<CsvField>& first) const {
    const auto value = [&](const CsvField& f) { return csv_number(f.text, keys_.decimal[0]).has_value(); };
    if (std::all_of(first.begin(), first.end(), value))
      fail(line,
           "may be a point, or count the columns as a data frame without names does; expected a word "
           "on it: header: yes, or header: no");
    if (first.size() > 1 && first[0].text.empty()) refuse_index(line, first);
    const auto wrong = std::find_if_not(first.begin(), first.end(), value);
    fail(line,
         fmt::format("field {}: got '{}'; expected a number in double range{}, or if this line holds "
                     "names: header: yes",
                     wrong - first.begin() + 1, csv_shown(wrong->text), csv_remedy(wrong->text, keys_)));
  }

  [[noreturn]] void refuse_index(std::size_t line, const std::vector<CsvField>& first) const {
    TableColumns columns{first.size(), {}};
    const bool names = std::all_of(first.begin() + 1, first.end(),
                                   [&](const CsvField& f) { return is_column_name(f, keys_.decimal[0]); });
    if (names)
      for (const CsvField& f : first) columns.names.emplace_back(f.text);
    fail(line, fmt::format("field 1: got ''; expected a number in double range, or if this is the header of "
                           "an index, as pandas writes it, coordinates alone: {}{}",
                           names ? "" : "header: yes, ", without(columns, 0)));
  }

  void add_point(const Line& line) {
    const auto all = fields(line.text);
    if (all.size() != columns_.count)
      fail(line.number,
           fmt::format("{} fields; expected {}, as on the lines before{}", all.size(), columns_.count,
                       all.size() > columns_.count && keys_.delimiter == ","
                           ? "; numbers with a decimal comma need another delimiter, as in delimiter: \";\", "
                             "decimal: \",\""
                           : ""));
    for (std::size_t j = 0; j < taken_.size(); ++j) {
      const std::string_view field = all[taken_[j]].text;
      values_.push_back(value_of(field, line.number, taken_[j] + 1));
      commas_[j].add(field);
    }
    if (label_) labels_.emplace_back(all[*label_].text);
  }

  double value_of(std::string_view field, std::size_t line, std::size_t number) const {
    const auto value = csv_number(field, keys_.decimal[0]);
    if (!value)
      fail(line, fmt::format("field {}: got '{}'; expected a number in double range{}", number,
                             csv_shown(field), csv_remedy(field, keys_)));
    if (!(std::abs(*value) <= std::numeric_limits<double>::max()))
      fail(line, fmt::format("field {}: got '{}'; expected a finite number", number, csv_shown(field)));
    return *value;
  }

  const std::string& name_;
  const TableKeys& keys_;
  TableColumns columns_{0, {}};
  std::vector<std::size_t> taken_;
  std::vector<WrittenColumn> commas_;
  std::vector<double> values_;
  std::optional<std::size_t> label_;
  std::vector<std::string> labels_;
};

}  // namespace

PointTable read_csv(std::span<const std::byte> file, const std::string& name, const TableKeys& keys) {
  return Reader(name, keys).read(lines_of({reinterpret_cast<const char*>(file.data()), file.size()}));
}

}  // namespace pont::data
