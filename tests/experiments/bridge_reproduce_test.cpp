// The reproductions of bridges in small, from outside: they run, and their table shows what their runs hold.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "experiments/config/numbers.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/metrics/repetition.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "experiments/reproductions/schroedinger/stored_run.hpp"
#include "experiments/run/reading.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

const std::string tiny =
    "train.steps=2, train.batch=24, train.shard=12, cache.units=24, cache.chunk=12, sample.count=50, "
    "evaluate.count=100, evaluate.cloud=20, evaluate.repetitions=2";

// Its standard output; nothing is drawn, since no gnuplot is found.
std::string reproduce_in_small(const std::string& name, const std::string& directory,
                               const std::vector<std::string>& settings) {
  std::vector<std::string> words{"reproduce", name, "--out", directory};
  words.insert(words.end(), settings.begin(), settings.end());
  setenv("PONT_HOME", PONT_CHECKOUT, 1);
  const Outcome o = pont(words, -1, SIGKILL, {"PATH=/nonexistent"});
  unsetenv("PONT_HOME");
  EXPECT_EQ(o.code, 0) << name << ": " << o.err;
  EXPECT_NE(o.out.find("nothing is compared"), std::string::npos) << o.out;
  return o.out;
}

TEST(BridgeReproductions, EveryReproductionRunsInSmall) {
  const Scratch dir;
  const std::pair<std::string, std::string> reproductions[] = {
      {"dsb-gaussian", ""}, {"dsb-bimodal", ", evaluate.keep=50"}, {"dsb-2d", ", evaluate.keep=50"}};
  for (const auto& [name, more] : reproductions) {
    reproduce_in_small(name, dir / name, {"overrides=[" + tiny + ", method.iterations=2" + more + "]"});
    EXPECT_TRUE(fs::exists((dir / name) + "/report.md")) << name;
  }
}

// The two runs behind a cell of the table: samples of the last chain, and points of its law.
struct CellRuns {
  CellRuns(const std::string& table, const std::string& cell) {
    for (std::size_t s = 0; s < 2; ++s) {
      const StoredRun run(fmt::format("{}/runs/{}_{}", table, cell, s + 1));
      const std::string states = "samples/forward/states";
      ours[s] = read_points(*run, states, (*run).shape(states).at(0) - 1);
      law[s] = read_points(*run, "prior/points");
    }
  }
  double distance() const { return (wasserstein2(ours[0], law[0]) + wasserstein2(ours[1], law[1])) / 2; }
  std::array<Points, 2> ours, law;
};

// The table of the authors' moons: the mean over the two seeds that a row's runs give, and the floor of its
// laws.
void expect_moons(const std::string& table, const std::string& out) {
  const std::string rows = out.substr(std::min(out.size(), out.find("N to the authors' moons")));
  const auto row_of = [&](const std::string& name) {
    const std::size_t at = rows.find(name);
    return at == std::string::npos ? std::string() : rows.substr(at, rows.find('\n', at) - at);
  };
  for (const std::string method : {"SF2M-Exact", "OT-CFM"}) {
    const CellRuns runs(table, method + "_authors");
    const Estimate w2 = estimate(
        std::vector{wasserstein2(runs.ours[0], runs.law[0]), wasserstein2(runs.ours[1], runs.law[1])});
    EXPECT_NE(row_of(method).find(with_error(w2.mean, w2.standard_error)), std::string::npos) << rows;
    const CellRuns usual(table, method + "_3");
    EXPECT_NE(runs.law[0], usual.law[0]) << "the moons of the table";
  }
  const CellRuns any(table, "SF2M-Exact_authors");
  const Estimate floor =
      estimate(std::vector{wasserstein2(any.law[0], any.law[1]), wasserstein2(any.law[1], any.law[0])});
  EXPECT_NE(row_of("floor").find(with_error(floor.mean, floor.standard_error)), std::string::npos) << rows;
}

TEST(BridgeReproductions, EveryCellOfTheTableIsADistanceOfTheRunsItNames) {
  const Scratch dir;
  const std::string table = dir / "table";
  const std::string out = reproduce_in_small(
      "bridge-2d-table", table,
      {"seeds=2", "overrides=[" + tiny + "]",
       "light_overrides=[train.steps=2, train.batch=24, train.shard=12, components=3, sample.count=50, "
       "evaluate.cloud=20]"});
  const std::string numbers = contents(table + "/numbers.csv");
  const char* pairs[] = {"N to 8 Gaussians", "moons to 8 Gaussians", "N to moons", "N to S curve"};
  for (const char* method : {"DSB", "DSBM-IPF", "DSBM-IMF", "SF2M-Exact", "OT-CFM", "LightSB"})
    for (int p = 0; p < 4; ++p) {
      const CellRuns runs(table, fmt::format("{}_{}", method, p + 1));
      const std::string cell = fmt::format("{},{},,,{},", method, pairs[p], format_number(runs.distance()));
      EXPECT_NE(numbers.find(cell), std::string::npos) << cell << "\n" << numbers;
    }
  expect_moons(table, out);
  const CellRuns runs(table, "DSB_4");
  const Estimate floor =
      estimate(std::vector{wasserstein2(runs.law[0], runs.law[1]), wasserstein2(runs.law[1], runs.law[0])});
  EXPECT_NE(out.find(with_error(floor.mean, floor.standard_error)), std::string::npos) << out;
}

}  // namespace
}  // namespace pont::experiments
