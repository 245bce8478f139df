// One layout of padded cells; Markdown and console differ in escapes and in the rules between cells.
#include "experiments/figures/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "experiments/figures/layout.hpp"

namespace pont::figures {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string replaced(const std::string& text, std::string (*replacement)(char)) {
  std::string out;
  for (const char c : text) out += replacement(c);
  return out;
}

std::string escape_markdown(const std::string& text) {
  return replaced(text, [](char c) -> std::string {
    if (c == '|' || c == '\\') return std::string("\\") + c;
    return c == '\n' ? "<br>" : std::string(1, c);
  });
}

std::string one_line(const std::string& text) {
  return replaced(text, [](char c) { return std::string(1, c == '\n' ? ' ' : c); });
}

// Headings first, every cell passed through `clean`.
Rows all_rows(const std::vector<Column>& columns, const Rows& rows,
              std::string (*clean)(const std::string&)) {
  Rows all(1);
  for (const Column& c : columns) all[0].push_back(clean(c.heading));
  for (const auto& row : rows) {
    all.emplace_back();
    for (const std::string& cell : row) all.back().push_back(clean(cell));
  }
  return all;
}

std::vector<std::size_t> widths(const Rows& rows, std::size_t least) {
  std::vector<std::size_t> width(rows[0].size(), least);
  for (const auto& row : rows)
    for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], characters(row[c]));
  return width;
}

std::string padded(const std::string& text, std::size_t width, Align align) {
  const std::string space(width - characters(text), ' ');
  return align == Align::right ? space + text : text + space;
}

int decimal_place(double error) {  // of its second significant digit; 0.0996 counts as 0.10
  const std::string rounded = fmt::format("{:.1e}", error);
  return 1 - std::stoi(rounded.substr(rounded.find('e') + 1));
}

}  // namespace

std::string significant(double value, int digits) {
  if (digits < 1)
    throw std::invalid_argument(fmt::format("significant: {} digits; expected at least 1", digits));
  if (!std::isfinite(value)) return fmt::format("{}", value);
  if (value == 0) return "0";
  const std::string scientific = fmt::format("{:.{}e}", value, digits - 1);
  const int exponent = std::stoi(scientific.substr(scientific.find('e') + 1));  // after rounding
  if (exponent < -4 || exponent >= std::max(digits, 6)) return scientific;
  return fmt::format("{:.{}f}", value, std::max(0, digits - 1 - exponent));
}

std::string with_error(double value, double error) {
  if (!std::isfinite(value) || !std::isfinite(error) || error <= 0) return significant(value);
  const int place = decimal_place(error);
  if (place > 12 || place < -6) return significant(value) + " ± " + significant(error, 2);
  return fmt::format("{0:.{2}f} ± {1:.{2}f}", value, error, std::max(0, place));
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  if (columns_.empty()) throw std::invalid_argument("table: no columns; expected at least one");
}

Table& Table::add_row(std::vector<std::string> cells) {
  if (cells.size() != columns_.size())
    throw std::invalid_argument(fmt::format("table: row {} has {} cells; expected {}, one for each column",
                                            rows_.size() + 1, cells.size(), columns_.size()));
  rows_.push_back(std::move(cells));
  return *this;
}

std::string Table::markdown() const {
  const Rows rows = all_rows(columns_, rows_, escape_markdown);
  const auto width = widths(rows, 3);
  std::string text, rule = "|";
  for (std::size_t c = 0; c < columns_.size(); ++c)
    rule += columns_[c].align == Align::right ? std::string(width[c] + 1, '-') + ":|"
                                              : ":" + std::string(width[c] + 1, '-') + "|";
  for (std::size_t r = 0; r < rows.size(); ++r) {
    text += "|";
    for (std::size_t c = 0; c < columns_.size(); ++c)
      text += " " + padded(rows[r][c], width[c], columns_[c].align) + " |";
    text += r == 0 ? "\n" + rule + "\n" : "\n";
  }
  return text;
}

std::string Table::console() const {
  const Rows rows = all_rows(columns_, rows_, one_line);
  const auto width = widths(rows, 0);
  std::string text, rule;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (c > 0) rule += "  ";
    for (std::size_t i = 0; i < width[c]; ++i) rule += "─";
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < columns_.size(); ++c)
      line += (c ? "  " : "") + padded(rows[r][c], width[c], columns_[c].align);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n" + (r == 0 ? rule + "\n" : "");
  }
  return text;
}

}  // namespace pont::figures
