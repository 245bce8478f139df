// Verdicts on stated numbers, their counts in the last line, and their tables.
#include "experiments/reproduce/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace pont::reproduce {
namespace {

const Measured& find(const std::vector<Measured>& numbers, const std::string& row,
                     const std::string& column) {
  for (const Measured& m : numbers)
    if (m.row == row && m.column == column) return m;
  throw std::logic_error(
      fmt::format("reproduction: the published cell '{}', '{}' was not computed", row, column));
}

// The first foil that the rule lets pass.
std::string passing_foil(const Agreement& rule, const std::string& stated, const Measured& ours) {
  for (const Foil& foil : ours.foils)
    if (rule.agrees(stated, {ours.row, ours.column, foil.value, "", ours.error})) return foil.name;
  return "";
}

std::string agreement_word(const Agreement& rule, const Origin& origin, const std::string& stated,
                           const Measured& ours) {
  if (!origin.verdict.empty()) return origin.verdict;
  return ours.printed == stated ? "equal" : rule.verdict();
}

Verdict verdict(const Agreement& rule, const Origin& origin, const std::string& stated,
                const Measured& ours) {
  if (stated == not_published) return {stated, ours, false, "stands alone", "", "", ""};
  const bool agrees = rule.agrees(stated, ours);
  return {stated,
          ours,
          agrees,
          agrees ? agreement_word(rule, origin, stated, ours) : "differs",
          origin.counted.empty() ? "published " + rule.noun() : origin.counted,
          agrees ? std::string() : rule.miss(stated, ours),
          agrees ? passing_foil(rule, stated, ours) : std::string()};
}

using Counts = std::vector<std::pair<std::string, std::size_t>>;  // in order of appearance

void count(Counts& counts, const std::string& word) {
  for (auto& [known, n] : counts)
    if (known == word) {
      ++n;
      return;
    }
  counts.emplace_back(word, 1);
}

std::string listed(const Counts& counts) {
  std::vector<std::string> words;
  for (const auto& [word, n] : counts) words.push_back(fmt::format("{} {}", n, word));
  return fmt::format("{}", fmt::join(words, ", "));
}

// "12 of 12 published numbers: 8 equal, 4 within" of all verdicts that are counted alike.
std::string counted_line(const Judgement& judgement, const std::string& counted) {
  std::size_t all = 0, agree = 0, little = 0;
  Counts words;
  for (const Verdict& v : judgement.verdicts)
    if (v.counted == counted) {
      ++all;
      agree += v.agrees ? 1 : 0;
      little += v.says_little.empty() ? 0 : 1;
      if (v.agrees) count(words, v.word);
    }
  const bool published = counted.starts_with("published");
  std::string line = fmt::format("{} of {} {}", agree, all, counted);
  if (published && !judgement.other_data.empty()) line += ", on other data";
  if (words.size() > 1 || (agree > 0 && counted == "published numbers")) line += ": " + listed(words);
  if (little > 0) line += fmt::format(" ({} {} little)", little, little == 1 ? "says" : "say");
  return line;
}

// A table in the published shape, with the words of `cell(row, column)`, and of `last(row)` if it has a
// heading.
template <class Cell, class Last>
figures::Table shaped(const Published& published, const Cell& cell, const std::string& heading,
                      const Last& last) {
  std::vector<figures::Column> columns{{"", figures::Align::left}};
  for (const std::string& name : published.columns) columns.push_back({name});
  if (!heading.empty()) columns.push_back({heading, figures::Align::left});
  figures::Table table(columns);
  for (std::size_t r = 0; r < published.rows.size(); ++r) {
    std::vector<std::string> words{published.rows[r].name};
    for (std::size_t c = 0; c < published.columns.size(); ++c) words.push_back(cell(r, c));
    if (!heading.empty()) words.push_back(last(r));
    table.add_row(words);
  }
  return table;
}

std::string words(const Verdict& v) { return v.agrees || !v.comparable() ? v.word : v.word + ": " + v.miss; }

// "equal" if all are, else "8 equal, 2 differs".
std::string row_words(const Published& published, const Judgement& judgement, std::size_t row) {
  Counts counts;
  for (std::size_t c = 0; c < published.columns.size(); ++c)
    count(counts, judgement.verdicts[row * published.columns.size() + c].word);
  return counts.size() == 1 ? counts[0].first : listed(counts);
}

figures::Table listed(const Judgement& judgement) {
  figures::Table table(
      {{"number", figures::Align::left}, {"stated"}, {"ours"}, {"verdict", figures::Align::left}});
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
  std::vector<std::string> order, parts;
  for (const Verdict& v : verdicts)
    if (v.comparable() && std::find(order.begin(), order.end(), v.counted) == order.end())
      order.push_back(v.counted);
  std::stable_partition(order.begin(), order.end(), [](const auto& c) { return c.starts_with("published"); });
  if (order.empty() || !order[0].starts_with("published")) parts.emplace_back("no published numbers");
  for (const std::string& counted : order) parts.push_back(counted_line(*this, counted));
  if (const std::size_t alone = verdicts.size() - comparable(); alone > 0)
    parts.push_back(fmt::format("{} of ours alone", alone));
  return fmt::format("{}: {}", name, fmt::join(parts, "; "));
}

std::string Judgement::misses() const {
  std::string lines;
  for (const Verdict& v : verdicts)
    if (v.comparable() && !v.agrees)
      lines += fmt::format("{}, {}: stated {}, ours {}: {}\n", v.ours.row, v.ours.column, v.published,
                           v.ours.printed, v.miss);
  return lines;
}

std::string Judgement::remarks() const {
  std::string lines;
  for (const Verdict& v : verdicts)
    if (!v.says_little.empty())
      lines +=
          fmt::format("{}, {}: says little: {} would pass too\n", v.ours.row, v.ours.column, v.says_little);
  return lines;
}

Judgement judge(const Published& published, const std::vector<Measured>& numbers) {
  Judgement judgement{{}, published.other_data};
  for (const PublishedRow& row : published.rows)
    for (std::size_t c = 0; c < published.columns.size(); ++c)
      judgement.verdicts.push_back(verdict(published.rule_of(row), published.origin_of(row), row.cells[c],
                                           find(numbers, row.name, published.columns[c])));
  return judgement;
}

figures::Table verdict_table(const Published& published, const Judgement& judgement) {
  if (published.columns.size() == 1) return listed(judgement);
  const auto cell = [&](std::size_t r, std::size_t c) {
    const Verdict& v = judgement.verdicts[r * published.columns.size() + c];
    return fmt::format("{}{} {}", v.comparable() && !v.agrees ? "✗ " : "", v.published, v.ours.printed);
  };
  return shaped(published, cell, "verdict",
                [&](std::size_t r) { return row_words(published, judgement, r); });
}

figures::Table number_table(const Published& published, const std::vector<Measured>& numbers) {
  const auto cell = [&](std::size_t r, std::size_t c) {
    return find(numbers, published.rows[r].name, published.columns[c]).printed;
  };
  return shaped(published, cell, "", [](std::size_t) { return std::string(); });
}

}  // namespace pont::reproduce
