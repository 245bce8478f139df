// Previews: when they are drawn, that they change no bit, and that nothing in them ends a training.
#include "experiments/kinds/score/preview.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/options/samplers.hpp"
#include "experiments/run/launch.hpp"
#include "experiments/run/preview.hpp"
#include "experiments/store/run_directory.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const std::string numbers = "/figures/preview.dat";

figures::Figure three_points() {
  return preview_figure(Points{{0, 1}, {1, 0}, {2, 2}}, Points{{0, 0}, {1, 1}, {2, 1}});
}

/// A run directory to draw in, and what Previews reads of a run.
struct DrawnRun final {
  Scratch dir;
  RunDirectory directory = RunDirectory::create(dir / "run");
  ad::Workers workers{1};
  RunContext context{directory, "", ad::Key::root(1), workers, {}, 1, false, false};
};

TEST(Previews, AreDrawnEverySoManyStepsButTheLast) {
  DrawnRun run;
  std::vector<std::int64_t> drawn;
  for (std::int64_t step = 1; step <= 40; ++step)  // a fresh one has time for its first preview
    Previews(run.context, 10, 40, [&](ad::Key) {
      drawn.push_back(step);
      return three_points();
    }).after(step);
  EXPECT_EQ(drawn, (std::vector<std::int64_t>{10, 20, 30}));
  EXPECT_TRUE(fs::exists(run.directory.file("figures/preview.dat")));
  EXPECT_EQ(Previews().after(10), "");
}

// One that takes 30 ms is not drawn again within the next 1.5 s.
TEST(Previews, TakeAtMostAFiftiethOfTheTime) {
  DrawnRun run;
  int drawn = 0;
  Previews previews(run.context, 1, 1000, [&](ad::Key) {
    ++drawn;
    std::this_thread::sleep_for(30ms);
    return three_points();
  });
  const auto begin = std::chrono::steady_clock::now();
  for (std::int64_t step = 1; std::chrono::steady_clock::now() - begin < 1s; ++step) {
    previews.after(step % 900 + 1);
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(drawn, 1);
}

TEST(Previews, WarnOnceAndNeverThrow) {
  DrawnRun run;
  Previews previews(run.context, 1, 1000,
                    [](ad::Key) -> figures::Figure { throw std::runtime_error("no samples"); });
  EXPECT_EQ(previews.after(1), "warning: no preview after 1 steps: no samples; training goes on");
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(previews.after(2), "");
}

// The stream of a step is its own.
TEST(Previews, HaveAKeyOfTheirOwnAtEachStep) {
  DrawnRun run;
  std::vector<double> seen;
  for (const std::int64_t step : {5, 10})
    Previews(run.context, 5, 100, [&](ad::Key key) {
      seen.push_back(key.uniform(0));
      return three_points();
    }).after(step);
  const ad::Key key = ad::Key::root(1) / "preview";
  EXPECT_EQ(seen, (std::vector{(key / 5).uniform(0), (key / 10).uniform(0)}));
}

TEST(PreviewFigure, KeepsTheFrameOfTheDataAndCountsWhatLiesOutside) {
  const Points data{{0, 0}, {1, 1}}, samples{{0, 1}, {50, 0}, {0.5, -7}};
  const figures::Figure figure = preview_figure(data, samples);
  EXPECT_EQ(figure.panels.at(1).note, "2 of 3 outside of the frame");
  EXPECT_LT(figure.panels[1].x.range->high, 2);
  const auto& line = std::get<figures::Lines>(
      preview_figure(Points{{2}, {1}}, Points{{3}, {0}, {1}}).panels.at(0).layers.at(1));
  EXPECT_EQ(line.x, (figures::Grid{{0, 1, 3}}));
}

TEST(ScorePreview, PassesOverNodesOfTheFirstGridThereIs) {
  const sde::LinearSde vp = sde::vp(sde::constant_clock(4));
  std::vector<options::SamplingPlan> plans;
  EXPECT_EQ(preview_grid(vp, plans), sde::quadratic_grid(vp.T, 1e-3, 50));
  plans.push_back({nullptr, 0, {1, 0.01}, true, {}});  // adaptive
  plans.push_back({nullptr, 1, sde::uniform_grid(vp.T, 0.02, 300), true, {}});
  const std::vector<double> grid = preview_grid(vp, plans);
  ASSERT_EQ(grid.size(), 51u);
  for (std::size_t i = 0; i < grid.size(); ++i) EXPECT_EQ(grid[i], plans[1].grid[6 * i]);
  plans.erase(plans.begin());
  plans[0].grid = sde::uniform_grid(vp.T, 0.02, 20);
  EXPECT_EQ(preview_grid(vp, plans), plans[0].grid);
}

/// A run of small_config whose only preview comes after 60 of its 100 steps.
struct Runs final {
  Scratch dir;
  std::string config = dir.write("small.yaml", small_config);
  Outcome run(const std::string& name, const std::vector<std::string>& more) const {
    std::vector<std::string> words{"run", config, "--out", dir / name};
    words.insert(words.end(), more.begin(), more.end());
    return pont(words);
  }
};

TEST(PreviewProgram, ChangesNoBitOfARun) {
  const Runs runs;
  const Outcome none = runs.run("none", {"train.preview=0"}),
                some = runs.run("some", {"train.preview=60", "threads=1"});
  ASSERT_EQ(some.code, 0) << some.err;
  EXPECT_EQ(none.err.find("preview"), std::string::npos) << none.err;
  EXPECT_NE(some.err.find("preview after 60 steps"), std::string::npos) << some.err;
  EXPECT_FALSE(fs::exists((runs.dir / "none") + numbers));
  EXPECT_EQ(pont({"diff", runs.dir / "none", runs.dir / "some"}).out, "identical\n");
  ASSERT_EQ(runs.run("two", {"train.preview=60", "threads=2"}).code, 0);
  const std::string drawn = contents((runs.dir / "some") + numbers);
  EXPECT_GT(std::count(drawn.begin(), drawn.end(), '\n'), 1500);  // data, data under samples, samples
  EXPECT_EQ(drawn, contents((runs.dir / "two") + numbers));
  ASSERT_EQ(runs.run("seed", {"train.preview=60", "seed=4"}).code, 0);
  EXPECT_NE(drawn, contents((runs.dir / "seed") + numbers));  // negative control
}

// Stopped before its preview, or resumed with previews that it did not have.
TEST(PreviewProgram, GoesOnAfterAResume) {
  const Runs runs;
  ASSERT_EQ(runs.run("whole", {"train.preview=60"}).code, 0);
  const std::string stopped = runs.dir / "stopped";
  RunConfig config = load_config(runs.config, {"train.preview=0"}, RunConfig(experiment_kinds()));
  Launch launch{experiment_kinds()};
  launch.stop_after = 45;
  EXPECT_THROW(start_run(launch, config, stopped), Stopped);
  const Outcome refused = pont({"resume", stopped, "train.steps=60"});
  EXPECT_EQ(refused.code, 2) << refused.err;
  const Outcome o = pont({"resume", stopped, "train.preview=60", "--allow-drift"});  // another build_info
  ASSERT_EQ(o.code, 0) << o.err;
  EXPECT_NE(o.err.find("preview after 60 steps"), std::string::npos) << o.err;
  EXPECT_EQ(contents(stopped + numbers), contents((runs.dir / "whole") + numbers));
  const std::string diff = pont({"diff", runs.dir / "whole", stopped}).out;
  EXPECT_EQ(diff.find("/model"), std::string::npos) << diff;
  EXPECT_EQ(diff.find("/config"), std::string::npos) << diff;
}

TEST(PreviewProgram, WithoutGnuplotItTrainsOnAndSaysSo) {
  const Runs runs;
  const Outcome o = pont({"run", runs.config, "--out", runs.dir / "run", "train.preview=60"}, -1, SIGKILL,
                         {"PATH=/nonexistent"});
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_NE(o.err.find("warning: no preview after 60 steps: 'gnuplot' is not installed"), std::string::npos)
      << o.err;
  EXPECT_TRUE(fs::exists((runs.dir / "run") + numbers));
}

// A gnuplot that never ends is given up.
TEST(PreviewProgram, ASignalEndsTheDrawing) {
  const Runs runs;
  fs::create_directory(runs.dir / "bin");
  const std::string gnuplot =
      runs.dir.write("bin/gnuplot", "#!/bin/sh\necho > " + (runs.dir / "drawing") + "\nsleep 60\n");
  fs::permissions(gnuplot, fs::perms::owner_all);
  const auto begin = std::chrono::steady_clock::now();
  const Outcome o = pont({"run", runs.config, "--out", runs.dir / "run", "train.preview=60"}, 2, SIGTERM,
                         {"PATH=" + (runs.dir / "bin") + ":/bin:/usr/bin"});
  EXPECT_TRUE(fs::exists(runs.dir / "drawing"));
  EXPECT_EQ(o.code, 143) << o.err;
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
  EXPECT_EQ(o.err.find("warning: no preview"), std::string::npos) << o.err;
  EXPECT_FALSE(fs::exists(runs.dir / "run/figures/.preview"));
  EXPECT_EQ(pont({"resume", runs.dir / "run"}).code, 0);
  ASSERT_EQ(runs.run("whole", {"train.preview=0"}).code, 0);
  EXPECT_EQ(pont({"diff", runs.dir / "run", runs.dir / "whole"}).out, "identical\n");
}

TEST(PreviewProgram, EveryKindThatTrainsDrawsOneAndKeepsItsBits) {
  const Scratch dir;
  const std::string tiny = "train: {steps: 12, batch: 24, shard: 12, preview: 5}\n";
  const std::pair<std::string, std::string> kinds[] = {
      {"line",
       "type: bridge\ndata: {type: mixture, weights: [1, 1], means: [[-7], [7]], stds: [[1], [1]]}\nprior: "
       "{type: isotropic_gaussian, dimension: 1}\n"
       "method: {type: dsb, iterations: 1}\ncache: {units: 24, chunk: 12}\nsample: {count: 50}\n"
       "evaluate: {count: 40, cloud: 20, repetitions: 2}\n"},
      {"bridge",
       "type: bridge\nmethod: {type: dsb, iterations: 1}\ncache: {units: 24, chunk: 12}\nsample: {count: "
       "50}\n"
       "evaluate: {count: 40, cloud: 20, repetitions: 2}\n"},
      {"light", "type: light_bridge\ncomponents: 3\nsample: {count: 50}\nevaluate: {cloud: 20}\n"}};
  for (const auto& [name, keys] : kinds) {
    const Outcome o = pont({"run", dir.write(name + ".yaml", keys + tiny), "--out", dir / name});
    EXPECT_EQ(o.code, 0) << name << ": " << o.err;
    EXPECT_NE(o.err.find("preview after 5 steps"), std::string::npos) << name << ": " << o.err;
    EXPECT_TRUE(fs::exists((dir / name) + numbers)) << name;
    ASSERT_EQ(pont({"run", dir / (name + ".yaml"), "--out", dir / (name + "_0"), "train.preview=0"}).code, 0);
    EXPECT_EQ(pont({"diff", dir / name, dir / (name + "_0")}).out, "identical\n") << name;
  }
}

}  // namespace
}  // namespace pont::experiments
