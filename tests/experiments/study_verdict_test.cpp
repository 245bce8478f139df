// Rules of agreement, and verdicts.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "experiments/config/config.hpp"
#include "experiments/reproduce/report.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

using test::refusal;

const std::string head =
    "paper: Author 2020\ntable: table 1\ncaption: numbers\nreproduction: toy\nminutes: 0.1\n";

Published published(const std::string& rest) { return parse_config<Published>("toy.yaml", head + rest); }

Published one_number(const std::string& rule, const std::string& cell) {
  return published("rule: " + rule + "\ncolumns: [\"error\"]\nrows: [{name: a, cells: [\"" + cell +
                   "\"]}]\n");
}

Verdict verdict(const Published& p, const Measured& ours) { return judge(p, {ours}).verdicts.at(0); }

TEST(Agreement, DigitsAreThePrintedOnes) {
  const Published p = one_number("{type: digits}", "0.17");
  EXPECT_TRUE(verdict(p, {"a", "error", 0.1749, "0.17", 0}).agrees);
  const Verdict missed = verdict(p, {"a", "error", 0.18, "0.18", 0});
  EXPECT_FALSE(missed.agrees);
  EXPECT_EQ(missed.miss, "ours - stated = +0.01 (+5.88 %)");
}

TEST(Agreement, IntervalHoldsThePublishedNumber) {
  const Published p = one_number("{type: interval, errors: 2}", "3.00");
  EXPECT_TRUE(verdict(p, {"a", "error", 3.19, "3.19", 0.1}).agrees);
  const Verdict missed = verdict(p, {"a", "error", 3.3, "3.30", 0.1});
  EXPECT_FALSE(missed.agrees);
  EXPECT_EQ(missed.miss, "ours - stated = +0.3 (+10 %), 3.0 standard errors");
}

TEST(Agreement, OrderingMustExceedItsError) {
  const Published p = one_number("{type: ordering}", "EM < Heun");
  EXPECT_TRUE(verdict(p, {"a", "error", 0.5, "0.5", 0.2}).agrees);
  EXPECT_FALSE(verdict(p, {"a", "error", -0.5, "-0.5", 0.2}).agrees);
  const Verdict missed = verdict(p, {"a", "error", 0.3, "0.3", 0.2});
  EXPECT_FALSE(missed.agrees);
  EXPECT_EQ(missed.miss, "the difference that EM < Heun says is positive is 0.3 ± 0.2");
}

TEST(Agreement, WithinAStatedDistance) {
  const Published p = one_number("{type: within, tolerance: 0.05}", "3.00");
  EXPECT_TRUE(verdict(p, {"a", "error", 3.04, "3.04", 0}).agrees);
  const Verdict missed = verdict(p, {"a", "error", 2.94, "2.94", 0});
  EXPECT_FALSE(missed.agrees);
  EXPECT_EQ(missed.miss, "ours - stated = -0.06 (-2 %), more than 0.05");
  const Published none = one_number("{type: within, tolerance: 0.05}", "-");
  EXPECT_TRUE(verdict(none, {"a", "error", NAN, "-", 0}).agrees);
  EXPECT_FALSE(verdict(p, {"a", "error", NAN, "-", 0}).agrees);
}

TEST(Agreement, AtMostThePublishedNumber) {
  const Published p = one_number("{type: at_most}", "3.26");
  EXPECT_TRUE(verdict(p, {"a", "error", 3.26, "3.26", 0}).agrees);
  const Verdict missed = verdict(p, {"a", "error", 4.89, "4.89", 0});
  EXPECT_FALSE(missed.agrees);
  EXPECT_EQ(missed.miss, "ours - stated = +1.63 (+50 %)");
}

TEST(Agreement, EveryRuleIsTestedAbove) {
  EXPECT_EQ(agreements().names(),
            (std::vector<std::string>{"digits", "interval", "within", "at_most", "ordering"}));
}

TEST(Agreement, ARowMayHaveItsOwnRule) {
  const Published p = published(
      "rule: {type: digits}\ncolumns: [\"error\"]\nrows:\n"
      "  - {name: a, cells: [\"1\"]}\n  - {name: b, rule: {type: at_most}, cells: [\"1\"]}\n");
  const Judgement judgement = judge(p, {{"a", "error", 0.5, "0.5", 0}, {"b", "error", 0.5, "0.5", 0}});
  EXPECT_FALSE(judgement.verdicts.at(0).agrees);
  EXPECT_TRUE(judgement.verdicts.at(1).agrees);
}

TEST(Published, RefusesWhatIsNoTable) {
  const std::string rule = "rule: {type: digits}\n", columns = "columns: [\"a\", \"b\"]\n";
  const auto message = [](const std::string& rest) { return refusal([&] { published(rest); }, 2); };
  EXPECT_EQ(message(rule + columns + "rows: [{name: x, cells: [\"1\", \"2\"]}, {name: y, cells: [\"1\"]}]\n"),
            "toy.yaml:8:7: rows: got 1 cells in row 'y'; expected one for each of the 2 columns");
  EXPECT_EQ(published(rule + columns + "rows: [{name: x, cells: [1.50, 2]}]\n").rows.at(0).cells.at(0),
            "1.50");  // digits are text
  EXPECT_NE(message(columns + "rows: [{name: x, cells: [\"1\", \"2\"]}]\n").find("rule"), std::string::npos);
  EXPECT_EQ(refusal([] { published_number("0,17"); }, 2), "published number: got '0,17'; expected a number");
  EXPECT_EQ(published_number("6.7E-4"), 6.7e-4);
}

TEST(Verdicts, MarkTheCellThatDiffers) {
  const Published p = published(
      "rule: {type: digits}\ncolumns: [\"p\", \"q\"]\nrows: [{name: a, cells: [\"0.1\", \"0.2\"]}]\n");
  const Judgement judgement = judge(p, {{"a", "q", 0.3, "0.3", 0}, {"a", "p", 0.1, "0.1", 0}});
  EXPECT_EQ(judgement.summary("toy"), "toy: 1 of 2 published numbers: 1 equal");
  EXPECT_FALSE(judgement.complete());
  EXPECT_EQ(judgement.misses(), "a, q: stated 0.2, ours 0.3: ours - stated = +0.1 (+50 %)\n");
  EXPECT_EQ(verdict_table(p, judgement).markdown(),
            "|     |       p |         q | verdict            |\n"
            "|:----|--------:|----------:|:-------------------|\n"
            "| a   | 0.1 0.1 | ✗ 0.2 0.3 | 1 equal, 1 differs |\n");
  EXPECT_THROW(judge(p, {{"a", "p", 0.1, "0.1", 0}}), std::logic_error);
}

TEST(Verdicts, WhatWasNotPublishedIsNotCounted) {
  const Published p = published(
      "rule: {type: at_most}\ncolumns: [\"p\", \"q\"]\nrows: [{name: a, cells: [\"0.1\", none]}]\n");
  const Judgement judgement = judge(p, {{"a", "q", 0.3, "0.3", 0}, {"a", "p", 0.1, "0.1", 0}});
  EXPECT_EQ(judgement.summary("toy"), "toy: 1 of 1 published numbers: 1 equal; 1 of ours alone");
  EXPECT_TRUE(judgement.complete());
  EXPECT_EQ(judgement.misses(), "");
  EXPECT_EQ(verdict_table(p, judgement).markdown(),
            "|     |       p |        q | verdict                 |\n"
            "|:----|--------:|---------:|:------------------------|\n"
            "| a   | 0.1 0.1 | none 0.3 | 1 equal, 1 stands alone |\n");
  EXPECT_FALSE(judge(p, {{"a", "q", 0.3, "0.3", 0}, {"a", "p", 0.2, "0.2", 0}}).complete());  // control
}

TEST(Verdicts, OneColumnIsAList) {
  const Published p = one_number("{type: digits}", "0.17");
  EXPECT_EQ(verdict_table(p, judge(p, {{"a", "error", 0.17, "0.17", 0}})).markdown(),
            "| number | stated | ours | verdict |\n"
            "|:-------|-------:|-----:|:--------|\n"
            "| a      |   0.17 | 0.17 | equal   |\n");
}

// Each word for agreement, and what the last line counts with it.
TEST(Verdicts, AreToldApart) {
  struct Case {
    const char *rule, *origin, *cell;
    Measured ours;
    const char *word, *summary;
  };
  const Case cases[] = {
      {"{type: digits}",
       "printed",
       "0.17",
       {"a", "error", 0.17, "0.17"},
       "equal",
       "1 of 1 published numbers: 1 equal"},
      {"{type: at_most}",
       "printed",
       "0.17",
       {"a", "error", 0.17, "0.17"},
       "equal",
       "1 of 1 published numbers: 1 equal"},
      {"{type: at_most}",
       "printed",
       "0.17",
       {"a", "error", 0.1, "0.10"},
       "better",
       "1 of 1 published numbers: 1 better"},
      {"{type: interval}",
       "printed",
       "3",
       {"a", "error", 3.1, "3.1", 0.1},
       "within",
       "1 of 1 published numbers: 1 within"},
      {"{type: within, tolerance: 0.2}",
       "printed",
       "3",
       {"a", "error", 3.1, "3.1"},
       "within",
       "1 of 1 published numbers: 1 within"},
      {"{type: ordering}",
       "printed",
       "x < y",
       {"a", "error", 1, "1"},
       "ordering",
       "1 of 1 published orderings"},
      {"{type: at_most}",
       "own_bound",
       "3",
       {"a", "error", 1, "1"},
       "bound of ours",
       "no published numbers; 1 of 1 bounds of ours"},
      {"{type: ordering}",
       "own_bound",
       "x < y",
       {"a", "error", 1, "1"},
       "bound of ours",
       "no published numbers; 1 of 1 bounds of ours"},
      {"{type: digits}",
       "own_value",
       "3",
       {"a", "error", 3, "3"},
       "own value",
       "no published numbers; 1 of 1 own values"},
      {"{type: digits}",
       "own_value",
       "3",
       {"a", "error", 4, "4"},
       "differs",
       "no published numbers; 0 of 1 own values"},
      {"{type: digits}", "printed", "3", {"a", "error", 4, "4"}, "differs", "0 of 1 published numbers"}};
  for (const Case& c : cases) {
    const Published p = published(
        fmt::format("rule: {}\norigin: {}\ncolumns: [error]\nrows: [{{name: a, cells: [\"{}\"]}}]\n", c.rule,
                    c.origin, c.cell));
    EXPECT_EQ(verdict(p, c.ours).word, c.word) << c.rule << c.origin;
    EXPECT_EQ(judge(p, {c.ours}).summary("toy"), std::string("toy: ") + c.summary);
  }
}

TEST(Verdicts, EachOriginIsCountedForItself) {
  const Published p = published(
      "rule: {type: digits}\nother_data: centres of our own\ncolumns: [q]\nrows:\n"
      "  - {name: a, cells: [\"1\"]}\n  - {name: b, cells: [\"2\"]}\n"
      "  - {name: c, origin: own_bound, rule: {type: at_most}, cells: [\"3\"]}\n"
      "  - {name: d, origin: own_value, cells: [\"4\"]}\n  - {name: e, cells: [none]}\n");
  const Judgement judgement = judge(p, {{"a", "q", 1, "1"},
                                        {"b", "q", 3, "3"},
                                        {"c", "q", 0, "0", 0, {{"the law itself", 2}}},
                                        {"d", "q", 4, "4"},
                                        {"e", "q", 5, "5"}});
  EXPECT_EQ(
      judgement.summary("toy"),
      "toy: 1 of 2 published numbers, on other data: 1 equal; 1 of 1 bounds of ours (1 says little); 1 of 1 "
      "own values; 1 of ours alone");
  EXPECT_EQ(judgement.remarks(), "c, q: says little: the law itself would pass too\n");
}

TEST(Verdicts, ARuleThatItsFoilFailsSaysSomething) {
  const Published p = one_number("{type: within, tolerance: 0.05}", "0.30");
  EXPECT_EQ(verdict(p, {"a", "error", 0.3, "0.30", 0, {{"the law itself", 0.015}}}).says_little, "");
  EXPECT_EQ(verdict(p, {"a", "error", 0.3, "0.30", 0, {{"the law itself", 0.26}}}).says_little,
            "the law itself");
}

// A line of RFC 4180 without line breaks in fields.
std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
      fields.back() += line[++i];
    else if (line[i] == '"')
      quoted = !quoted;
    else if (line[i] == ',' && !quoted)
      fields.emplace_back();
    else
      fields.back() += line[i];
  }
  return fields;
}

TEST(NumbersCsv, QuotesNamesAndSpellsWhatIsNoNumber) {
  const Published p = published(
      "rule: {type: digits}\ncolumns: [\"error\"]\nrows: [{name: 'a, \"b\"', cells: [\"0.17\"]}]\n");
  Outcome outcome;
  outcome.numbers = {{"a, \"b\"", "error", std::nan(""), "nan", 0}};
  const std::string csv = numbers_csv(p, outcome);
  ASSERT_EQ(std::count(csv.begin(), csv.end(), '\n'), 2) << csv;
  const std::string line = csv.substr(csv.find('\n') + 1);
  EXPECT_TRUE(line.starts_with("\"a, \"\"b\"\"\",error,")) << line;
  const std::vector<std::string> fields = fields_of(line.substr(0, line.size() - 1));
  ASSERT_EQ(fields.size(), 6u);
  EXPECT_EQ(fields[0], "a, \"b\"");
  EXPECT_EQ(fields[4], "nan");  // pandas reads ".nan" as a word
}

TEST(NumbersCsv, EveryCommittedOneHasSixFieldsALineAndANumberInTheFifth) {
  std::size_t lines = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PONT_CHECKOUT "/results")) {
    if (entry.path().filename() != "numbers.csv") continue;
    std::ifstream in(entry.path());
    std::string line;
    for (std::getline(in, line); std::getline(in, line); ++lines) {
      const std::vector<std::string> fields = fields_of(line);
      ASSERT_EQ(fields.size(), 6u) << entry.path() << ": " << line;
      std::size_t used = 0;
      EXPECT_NO_THROW(std::stod(fields[4], &used)) << entry.path() << ": " << line;
      EXPECT_EQ(used, fields[4].size()) << entry.path() << ": " << line;
    }
  }
  EXPECT_GT(lines, 300u);
}

}  // namespace
}  // namespace pont::experiments
