// Judging and laying out.
#include "experiments/reproduce/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace pont::experiments {
namespace {

const Measured& find(const std::vector<Measured>& numbers, const std::string& row,
                     const std::string& column) {
  for (const Measured& m : numbers)
    if (m.row == row && m.column == column) return m;
  throw std::logic_error(
      fmt::format("reproduction: the published cell '{}', '{}' was not computed", row, column));
}

Verdict verdict(const Agreement& rule, const std::string& published, const Measured& ours) {
  if (published == not_published) return {published, ours, false, {}};
  const bool agrees = rule.agrees(published, ours);
  return {published, ours, agrees, agrees ? std::string() : rule.miss(published, ours)};
}

// A table in the published shape, with the words of `cell(row, column)`.
template <class Cell>
Table shaped(const Published& published, const Cell& cell) {
  std::vector<Column> columns{{"", Align::left}};
  for (const std::string& name : published.columns) columns.push_back({name});
  Table table(columns);
  for (std::size_t r = 0; r < published.rows.size(); ++r) {
    std::vector<std::string> words{published.rows[r].name};
    for (std::size_t c = 0; c < published.columns.size(); ++c) words.push_back(cell(r, c));
    table.add_row(words);
  }
  return table;
}

std::string words(const Verdict& v) {
  if (!v.comparable()) return "not published";
  return v.agrees ? "agrees" : "differs: " + v.miss;
}

Table listed(const Judgement& judgement) {
  Table table({{"number", Align::left}, {"published"}, {"ours"}, {"verdict", Align::left}});
  for (const Verdict& v : judgement.verdicts)
    table.add_row({v.ours.row, v.published, v.ours.printed, words(v)});
  return table;
}

}  // namespace

std::size_t Judgement::comparable() const {
  return static_cast<std::size_t>(
      std::count_if(verdicts.begin(), verdicts.end(), [](const Verdict& v) { return v.comparable(); }));
}

std::size_t Judgement::reproduced() const {
  return static_cast<std::size_t>(
      std::count_if(verdicts.begin(), verdicts.end(), [](const Verdict& v) { return v.agrees; }));
}

std::string Judgement::summary(const std::string& name) const {
  return fmt::format("{}: {} of {} numbers reproduced", name, reproduced(), comparable());
}

std::string Judgement::misses() const {
  std::string lines;
  for (const Verdict& v : verdicts)
    if (v.comparable() && !v.agrees)
      lines += fmt::format("{}, {}: published {}, ours {}: {}\n", v.ours.row, v.ours.column, v.published,
                           v.ours.printed, v.miss);
  return lines;
}

Judgement judge(const Published& published, const std::vector<Measured>& numbers) {
  Judgement judgement;
  for (const PublishedRow& row : published.rows)
    for (std::size_t c = 0; c < published.columns.size(); ++c)
      judgement.verdicts.push_back(
          verdict(published.rule_of(row), row.cells[c], find(numbers, row.name, published.columns[c])));
  return judgement;
}

Table verdict_table(const Published& published, const Judgement& judgement) {
  if (published.columns.size() == 1) return listed(judgement);
  return shaped(published, [&](std::size_t r, std::size_t c) {
    const Verdict& v = judgement.verdicts[r * published.columns.size() + c];
    return fmt::format("{}{} {}", v.comparable() && !v.agrees ? "✗ " : "", v.published, v.ours.printed);
  });
}

Table number_table(const Published& published, const std::vector<Measured>& numbers) {
  return shaped(published, [&](std::size_t r, std::size_t c) {
    return find(numbers, published.rows[r].name, published.columns[c]).printed;
  });
}

}  // namespace pont::experiments
