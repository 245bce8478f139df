// The table of runs: which columns it has, how it is sorted and filtered; metrics as CSV; curves of letters;
// points as files.
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/config/error.hpp"
#include "experiments/data/point_files.hpp"
#include "experiments/run/logged.hpp"
#include "experiments/run/point_output.hpp"
#include "experiments/run/run_table.hpp"
#include "experiments/run/terminal_curve.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

RunSummary run_with(const std::string& name, const Facts& keys, const std::vector<Score>& scores = {}) {
  return {name, {"finished"}, keys, scores};
}

std::vector<RunSummary> three_runs() {
  return {run_with("a", {{"seed", "1"}, {"data.type", "diamond"}, {"train.steps", "100"}},
                   {{"samples/flow/w2", 0.9, 0.01, 0.5, 0.02}}),
          run_with("b", {{"seed", "2"}, {"data.type", "diamond"}, {"train.steps", "20"}},
                   {{"samples/flow/w2", 0.10}}),
          run_with("c", {{"seed", "1"}, {"data.type", "moons"}, {"train.steps", "20"}})};
}

std::vector<std::string> names_of(const std::vector<RunColumn>& columns) {
  std::vector<std::string> names;
  for (const RunColumn& column : columns) names.push_back(column.name);
  return names;
}

std::string order_of(const std::vector<RunSummary>& runs) {
  std::string order;
  for (const RunSummary& run : runs) order += run.directory;
  return order;
}

TEST(RunTable, HasTheKeysThatDifferAndEveryNumber) {
  std::vector<RunSummary> runs = three_runs();
  EXPECT_EQ(names_of(run_columns(runs)),
            (std::vector<std::string>{"run", "state", "started", "seconds", "seed", "data.type",
                                      "train.steps", "samples/flow/w2", "command"}));
  runs.pop_back();
  runs[1].keys.emplace_back("only.here", "x");  // as the keys of another type of section
  EXPECT_EQ(names_of(run_columns(runs)),
            (std::vector<std::string>{"run", "state", "started", "seconds", "seed", "train.steps",
                                      "samples/flow/w2", "command"}));
  EXPECT_EQ(column_named(run_columns(runs), "w2", "--sort").cell(runs[0]).text,
            "0.900 ± 0.010, floor 0.500 ± 0.020");
}

TEST(RunTable, SortsByTheNumberAndNotByItsText) {
  std::vector<RunSummary> runs = three_runs();
  const auto columns = run_columns(runs);
  sort_runs(runs, column_named(columns, "w2", "--sort"));
  EXPECT_EQ(order_of(runs), "bac");  // c has no such number
  sort_runs(runs, column_named(columns, "train.steps", "--sort"));
  EXPECT_EQ(order_of(runs), "bca");
  sort_runs(runs, column_named(columns, "data.type", "--sort"));
  EXPECT_EQ(order_of(runs), "bac");
  EXPECT_CONTAINS(message_of<ConfigError>([&] { column_named(columns, "trian.steps", "--sort"); }),
                  "did you mean train.steps?");
}

TEST(RunTable, FiltersByKeyStateAndNumber) {
  EXPECT_EQ(order_of(chosen_runs(three_runs(), {"data.type=diamond"})), "ab");
  EXPECT_EQ(order_of(chosen_runs(three_runs(), {"type=diamond", "seed=2"})), "b");
  EXPECT_EQ(order_of(chosen_runs(three_runs(), {"train.steps=2.0e+1"})), "bc");
  EXPECT_EQ(order_of(chosen_runs(three_runs(), {"state=killed"})), "");
  EXPECT_CONTAINS(message_of<ConfigError>([] { chosen_runs(three_runs(), {"sede=1"}); }),
                  "did you mean seed?");
  EXPECT_CONTAINS(message_of<ConfigError>([] { chosen_runs(three_runs(), {"seed"}); }), "expected key=value");
}

TEST(RunTable, ADirectoryThatIsARunIsNotLookedInto) {
  const TemporaryDirectory directory;
  for (const char* run : {"x/b", "x/a", "x/a/inside", "y"})
    std::filesystem::create_directories(directory / run);
  for (const char* run : {"x/b", "x/a", "x/a/inside"})
    overwrite(directory / run / "config.yaml", "type: score\nseed: 7\nlist: [1, 2]\nmaps: [{a: 1}]\n");
  const auto found = runs_below(directory.path());
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0], directory / "x/a");
  const RunSummary summary = summary_of(found[0]);
  EXPECT_EQ(summary.damage, "");
  EXPECT_EQ(summary.keys, (Facts{{"type", "score"}, {"seed", "7"}, {"list", "[1, 2]"}, {"maps[0].a", "1"}}));
  overwrite(directory / "x/a/config.yaml", "a: [\n");
  EXPECT_NE(summary_of(found[0]).damage, "");
}

TEST(Scores, AreThoseOfTheEvaluationAndOfTheLastHalfBridges) {
  H5Writer file;
  const auto scalar = [&](const std::string& path, double value) {
    file.write<double>(path, {&value, 1}, {});
  };
  scalar("evaluation/loss/ours", 2);
  scalar("evaluation/loss/ours_error", 0.5);
  scalar("evaluation/observables/a/x/ours", 3);
  scalar("evaluation/observables/a/x/exact", 4);
  const std::vector<double> forward{0, 1, 0}, w2{10, 11, 12}, mean{1, 2, 3};
  file.write<double>("half_bridges/forward", forward, {3});
  file.write<double>("half_bridges/w2", w2, {3});
  file.write<double>("half_bridges/w2_error", mean, {3});
  file.write<double>("half_bridges/mean", mean, {3, 1});
  scalar("floor/w2_data", 9);
  scalar("floor/w2_data_error", 0.1);
  const std::vector<Score> scores = scores_of(H5Reader(file.image(), "x"));
  ASSERT_EQ(scores.size(), 4u);
  EXPECT_EQ(scores[0].name, "loss");
  EXPECT_EQ(scores[0].error, 0.5);
  EXPECT_FALSE(scores[0].floor);
  EXPECT_EQ(scores[1].name, "observables/a/x");
  EXPECT_EQ(scores[1].floor, 4);
  EXPECT_EQ(scores[2].name, "backward/w2");
  EXPECT_EQ(scores[2].ours, 12);
  EXPECT_EQ(scores[2].error, 3);
  EXPECT_EQ(scores[2].floor, 9);
  EXPECT_EQ(scores[2].floor_error, 0.1);
  EXPECT_EQ(scores[3].name, "forward/w2");
  EXPECT_EQ(scores[3].ours, 11);
  EXPECT_FALSE(scores[3].floor);
}

TEST(LoggedMetrics, AreCsvToTheLastDigit) {
  MetricRows rows;
  rows.columns = {"loss", "rate"};
  rows.steps = {10, 20};
  rows.values = {1.0 / 3, 1e-300, std::nan(""), HUGE_VAL};
  EXPECT_EQ(metrics_csv(rows), "step,loss,rate\n10,0.3333333333333333,1e-300\n20,nan,inf\n");
}

TEST(LoggedMetrics, BlocksCoverEveryRow) {
  MetricRows rows;
  rows.columns = {"loss"};
  for (int i = 1; i <= 7; ++i) rows.steps.push_back(i), rows.values.push_back(i);
  const Curve curve = block_means(rows, "loss", 3);
  EXPECT_EQ(curve.step, (std::vector<double>{3, 6, 7}));
  EXPECT_EQ(curve.value, (std::vector<double>{2, 5, 7}));
}

TEST(TerminalCurve, DotsRiseWithTheValues) {
  EXPECT_EQ(terminal_curve({0, 1, 2, 3}, 2, 1), "⡠⠊ 3\n");
  EXPECT_EQ(terminal_curve({5}, 1, 1), "⠒ 5\n");
  EXPECT_EQ(terminal_curve({std::nan(""), 0, 3}, 1, 2).find("nan"), std::string::npos);
  EXPECT_EQ(terminal_curve({std::nan("")}, 4, 2), "");
  EXPECT_EQ(terminal_curve({}, 4, 2), "");
}

TEST(PointOutput, IsReadAgainToTheBit) {
  const SampleRows rows{{0.1, -1.0 / 3, 1e-300, 4, 5e200, -0.0}, 2};
  for (const char* ending : {".csv", ".npy", ".h5"}) {
    const std::string file = point_writer(std::string("x") + ending)(rows);
    const Points points =
        parse_points(std::string("x") + ending, bytes_of(file), {.header = "automatic"}).points();
    ASSERT_EQ(points.rows(), 3) << ending;
    ASSERT_EQ(points.cols(), 2) << ending;
    EXPECT_EQ(std::vector<double>(points.data(), points.data() + 6), rows.values) << ending;
  }
  EXPECT_EQ((point_writer("x.npy")(rows).size() - 48) % 64, 0u);  // numbers begin at a multiple of 64 bytes
  EXPECT_CONTAINS(message_of<ConfigError>([] { point_writer("x.txt"); }), "ends with .csv, .npy or .h5");
}

}  // namespace
}  // namespace pont::experiments
