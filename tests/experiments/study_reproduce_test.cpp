// Published files, rules of agreement, verdicts, and the report of a reproduction.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "experiments/config/config.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/reproduce/report.hpp"
#include "sde/samplers/samplers.hpp"
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
  EXPECT_EQ(missed.miss, "ours - published = +0.01 (+5.88 %)");
}

TEST(Agreement, IntervalHoldsThePublishedNumber) {
  const Published p = one_number("{type: interval, errors: 2}", "3.00");
  EXPECT_TRUE(verdict(p, {"a", "error", 3.19, "3.19", 0.1}).agrees);
  const Verdict missed = verdict(p, {"a", "error", 3.3, "3.30", 0.1});
  EXPECT_FALSE(missed.agrees);
  EXPECT_EQ(missed.miss, "ours - published = +0.3 (+10 %), 3.0 standard errors");
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
  EXPECT_EQ(missed.miss, "ours - published = -0.06 (-2 %), more than 0.05");
  const Published none = one_number("{type: within, tolerance: 0.05}", "-");
  EXPECT_TRUE(verdict(none, {"a", "error", NAN, "-", 0}).agrees);
  EXPECT_FALSE(verdict(p, {"a", "error", NAN, "-", 0}).agrees);
}

TEST(Agreement, AtMostThePublishedNumber) {
  const Published p = one_number("{type: at_most}", "3.26");
  EXPECT_TRUE(verdict(p, {"a", "error", 3.26, "3.26", 0}).agrees);
  const Verdict missed = verdict(p, {"a", "error", 4.89, "4.89", 0});
  EXPECT_FALSE(missed.agrees);
  EXPECT_EQ(missed.miss, "ours - published = +1.63 (+50 %)");
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
  EXPECT_EQ(judgement.summary("toy"), "toy: 1 of 2 numbers reproduced");
  EXPECT_FALSE(judgement.complete());
  EXPECT_EQ(judgement.misses(), "a, q: published 0.2, ours 0.3: ours - published = +0.1 (+50 %)\n");
  EXPECT_EQ(verdict_table(p, judgement).markdown(),
            "|     |       p |         q |\n"
            "|:----|--------:|----------:|\n"
            "| a   | 0.1 0.1 | ✗ 0.2 0.3 |\n");
  EXPECT_THROW(judge(p, {{"a", "p", 0.1, "0.1", 0}}), std::logic_error);
}

TEST(Verdicts, WhatWasNotPublishedIsNotCounted) {
  const Published p = published(
      "rule: {type: at_most}\ncolumns: [\"p\", \"q\"]\nrows: [{name: a, cells: [\"0.1\", none]}]\n");
  const Judgement judgement = judge(p, {{"a", "q", 0.3, "0.3", 0}, {"a", "p", 0.1, "0.1", 0}});
  EXPECT_EQ(judgement.summary("toy"), "toy: 1 of 1 numbers reproduced");
  EXPECT_TRUE(judgement.complete());
  EXPECT_EQ(judgement.misses(), "");
  EXPECT_EQ(verdict_table(p, judgement).markdown(),
            "|     |       p |        q |\n"
            "|:----|--------:|---------:|\n"
            "| a   | 0.1 0.1 | none 0.3 |\n");
  EXPECT_FALSE(judge(p, {{"a", "q", 0.3, "0.3", 0}, {"a", "p", 0.2, "0.2", 0}}).complete());  // control
}

TEST(Verdicts, OneColumnIsAList) {
  const Published p = one_number("{type: digits}", "0.17");
  EXPECT_EQ(verdict_table(p, judge(p, {{"a", "error", 0.17, "0.17", 0}})).markdown(),
            "| number | published | ours | verdict |\n"
            "|:-------|----------:|-----:|:--------|\n"
            "| a      |      0.17 | 0.17 | agrees  |\n");
}

class Reproductions : public test::WithCheckout {};

TEST_F(Reproductions, EachHasItsPublishedFile) {
  for (const auto& row : reproductions().rows()) {
    const Published p = load_published(row.name);
    EXPECT_EQ(p.reproduction, row.name);
    EXPECT_FALSE(p.paper.empty());
    EXPECT_GT(p.minutes, 0);
  }
}

TEST_F(Reproductions, EachPublishedFileHasItsReproduction) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(published_directory()))
    if (entry.path().extension() == ".yaml") {
      const Published p = load_config<Published>(entry.path());
      EXPECT_NO_THROW(reproductions().at(p.reproduction)) << entry.path();
      ++files;
    }
  EXPECT_EQ(files, reproductions().rows().size());
}

TEST_F(Reproductions, TheStudyWritesItsReport) {
  const std::filesystem::path out = test::scratch() / "report";
  EXPECT_TRUE(reproduce({}, "gaussian-study", {}, out));
  const std::string report = test::read(out / "report.md");
  EXPECT_NE(report.find("gaussian-study: 160 of 160 numbers reproduced"), std::string::npos);
  for (const char* name : {"initialisation", "discretisation", "truncation", "eigenvalues", "ordering"}) {
    EXPECT_NE(report.find(std::string("figures/") + name + ".svg"), std::string::npos);
    EXPECT_TRUE(std::filesystem::exists(out / "figures" / (std::string(name) + ".dat")));
  }
  const std::string numbers = test::read(out / "numbers.csv");
  EXPECT_EQ(std::count(numbers.begin(), numbers.end(), '\n'), 161);
}

TEST_F(Reproductions, EverySamplerRowShowsItsMeasuredOrder) {
  const Published p = load_published("sampler-orders");
  std::vector<std::string> named, tabled;
  for (const PublishedRow& row : p.rows) named.push_back(row.name);
  for (const sde::SamplerRow& row : sde::samplers()) {
    if (!row.order) continue;
    tabled.push_back(row.name);
    const auto published = std::find(named.begin(), named.end(), row.name) - named.begin();
    ASSERT_LT(static_cast<std::size_t>(published), p.rows.size()) << row.name;
    EXPECT_EQ(p.rows[static_cast<std::size_t>(published)].cells[0], fmt::format("{}", *row.order))
        << row.name;
  }
  EXPECT_EQ(named, tabled);
  const std::filesystem::path out = test::scratch() / "orders";
  EXPECT_TRUE(reproduce({}, "sampler-orders", {}, out));
  EXPECT_NE(test::read(out / "report.md").find("57 of 57 numbers reproduced"), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(out / "figures/errors.dat"));
}

TEST_F(Reproductions, AWrongSpectrumFailsAndAnotherDataSetIsNotCompared) {
  const std::filesystem::path directory = test::scratch();
  const auto with = [&](const std::string& name, const std::string& csv) {
    return reproduce({}, "gaussian-study",
                     {"data.spectrum=" + test::write(directory / (name + ".csv"), csv).string()},
                     directory / name);
  };
  EXPECT_FALSE(with("wrong", "0.001,3000\n10,72\n"));
  EXPECT_NE(test::read(directory / "wrong/report.md").find("✗ "), std::string::npos);
  EXPECT_TRUE(with("small", "0\n0.5\n2\n"));
  EXPECT_NE(test::read(directory / "small/report.md")
                .find("3 dimensions; the published numbers are for 3072, so nothing is compared"),
            std::string::npos);
}

TEST_F(Reproductions, RefuseUnknownNamesAndKeys) {
  const std::filesystem::path out = test::scratch() / "out";
  const auto message = [&](const std::string& name, const std::vector<std::string>& words) {
    return refusal([&] { reproduce({}, name, words, out); }, 2);
  };
  EXPECT_EQ(message("gaussian-studi", {}),
            "reproduce: got gaussian-studi; expected one of: " + join(reproductions().names()) +
                "; did you mean gaussian-study?");
  EXPECT_NE(message("gaussian-study", {"data.spectra=x"}).find("did you mean spectrum"), std::string::npos)
      << message("gaussian-study", {"data.spectra=x"});
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST(ReproductionsWithoutCheckout, SayWhereTheNumbersShouldBe) {
  setenv("PONT_HOME", "/nowhere", 1);
  EXPECT_EQ(refusal([] { load_published("gaussian-study"); }, 2),
            "/nowhere/results/published/gaussian_study.yaml: there is no such file; expected the published "
            "numbers of "
            "gaussian-study: run ./pont of the checkout, or set PONT_HOME to it");
  unsetenv("PONT_HOME");
}

}  // namespace
}  // namespace pont::experiments
