// Training and measuring apart: what fails, is left out or is asked for later leaves everything else as it
// was.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

H5Reader stored(const std::string& run) { return {load_checked(run + "/run.h5"), "run.h5"}; }

/// The second sampler's Langevin steps are so long that the state grows beyond all bounds after a few levels.
const std::string one_fails =
    "sample.samplers=[{name: good, sampler: {type: ddim, steps: 20}}, "
    "{name: bad, sampler: {type: annealed_langevin, steps: 40, step: 30}}]";
const std::string none_fails = "sample.samplers=[{name: good, sampler: {type: ddim, steps: 20}}]";

TEST(Measurements, OneThatFailsIsRecordedAndTheOthersStand) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), run = dir / "run";
  const Outcome o = pont({"run", config, "--out", run, one_fails});
  EXPECT_EQ(o.code, 5) << o.err;
  EXPECT_NE(o.err.find(run + ": not measured: distances/bad, samples/bad; all else stands in report.md"),
            std::string::npos)
      << o.err;
  const H5Reader file = stored(run);
  EXPECT_NE(file.text("failures/samples/bad").find("the state is not finite after step"), std::string::npos);
  EXPECT_EQ(file.text("failures/distances/bad"),
            "samples/bad/points is missing, because what records it failed");
  EXPECT_TRUE(file.exists("evaluation/samples/good/w2/ours") && file.exists("evaluation/loss/ours"));
  EXPECT_NE(contents(run + "/report.md").find("## What could not be measured"), std::string::npos);

  EXPECT_EQ(pont({"resume", run}).code, 5) << "the same again is the same failure";
  // The message's own advice, with keys that work.
  const Outcome mended = pont({"evaluate", run, none_fails});
  EXPECT_EQ(mended.code, 0) << mended.err;
  EXPECT_FALSE(stored(run).exists("failures"));
  EXPECT_FALSE(fs::exists(run + "/parts"));
}

// Parts are of the configuration that they were made under: an edited one does not get them.
TEST(Measurements, PartsOfAnotherConfigurationAreNotTaken) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), run = dir / "run";
  ASSERT_EQ(pont({"run", config, "--out", run, one_fails}).code, 5);
  ASSERT_TRUE(fs::exists(run + "/parts/train.h5"));
  std::string text = contents(run + "/config.yaml");
  text.replace(text.find("batch: 48"), 9, "batch: 36");
  dir.write("run/config.yaml", text);
  const Outcome o = pont({"resume", run});
  EXPECT_EQ(o.code, 3);
  EXPECT_NE(o.err.find("'batch: 48' then, 'batch: 36' now"), std::string::npos) << o.err;
}

TEST(Measurements, EvaluateLeavesWhatANewRunWouldLeave) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), run = dir / "run", fresh = dir / "fresh";
  const std::string count = "sample.count=240", cloud = "evaluate.cloud=60";
  ASSERT_EQ(pont({"run", config, "--out", run}).code, 0);
  ASSERT_EQ(pont({"run", config, "--out", fresh, count, cloud}).code, 0);
  EXPECT_NE(pont({"diff", run, fresh}).out, "identical\n");
  fs::remove_all(run + "/checkpoints");  // the model in run.h5 is enough
  const Outcome o = pont({"evaluate", run, count, cloud});
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_EQ(pont({"diff", run, fresh}).out, "identical\n");
  EXPECT_EQ(contents(run + "/config.yaml"), contents(fresh + "/config.yaml"));
}

TEST(Measurements, EvaluateRefusesKeysOfTrainingAndRunsWithoutAModel) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), run = dir / "run";
  const Outcome stopped = pont({"run", config, "--out", run, "train.steps=1000000"}, 0.5, SIGTERM);
  ASSERT_EQ(stopped.code, 143) << stopped.err;
  const Outcome early = pont({"evaluate", run});
  EXPECT_EQ(early.code, 3);
  EXPECT_NE(early.err.find("training has not ended; go on with: pont resume " + run), std::string::npos)
      << early.err;
  const Outcome key = pont({"evaluate", run, "train.steps=7"});
  EXPECT_EQ(key.code, 2);
  EXPECT_NE(
      key.err.find("command line: train.steps=7: what is trained keeps its configuration; expected keys of: "
                   "sample, evaluate, density, threads, device, products"),
      std::string::npos)
      << key.err;
}

// Every kind either runs without a step of training or refuses that at once.
TEST(Edges, NoStepOfTraining) {
  const Scratch dir;
  const std::string score = dir.write("small.yaml", small_config),
                    light = dir.write("light.yaml",
                                      "type: light_bridge\nsample: {count: 50}\nevaluate: {cloud: 50}\n"),
                    bridge = dir.write("bridge.yaml", "type: bridge\n");
  EXPECT_EQ(pont({"run", score, "--out", dir / "score", "train.steps=0", "train.snapshots=[]"}).code, 0);
  EXPECT_EQ(pont({"run", light, "--out", dir / "light", "train.steps=0"}).code, 0);
  const Outcome refused = pont({"run", bridge, "--out", dir / "bridge", "train.steps=0"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_NE(refused.err.find("expected train.steps of at least 1"), std::string::npos) << refused.err;
  EXPECT_FALSE(fs::exists(dir / "bridge"));
}

/// A bridge on the line from two modes to a law of this width.
std::string bridge_to(const std::string& width) {
  return "type: bridge\n"
         "data: {type: mixture, weights: [1, 1], means: [[-2], [2]], stds: [[0.5], [0.5]]}\n"
         "prior: {type: mixture, weights: [1], means: [[0]], stds: [[" +
         width + "]]}\n" + R"(
steps: {type: constant, count: 10, gamma: 0.05}
method: {type: dsb, iterations: 2, target: mean_matching}
network: {type: concat_mlp, hidden: 16, depth: 1}
train: {steps: 20, batch: 64, shard: 64}
cache: {units: 64, refresh: 20, chunk: 64}
sample: {count: 200}
evaluate: {count: 400, cloud: 100, repetitions: 2, starts: 10, draws: 10}
)";
}

// Exact IPF beside a bridge costs O(n^2) on its grid: where that is too much it says so, before training, and
// goes on.
TEST(Edges, ABridgeToAPointHasNoExactTruth) {
  const Scratch dir;
  for (const std::string width : {"0", "1e-6"}) {
    const std::string run = dir / width;
    const Outcome o = pont({"run", dir.write("bridge.yaml", bridge_to(width)), "--out", run});
    EXPECT_EQ(o.code, 0) << o.err;
    EXPECT_LT(o.err.find("no exact IPF beside this bridge: for components as narrow as "),
              o.err.find("half_bridges ..."));
    EXPECT_FALSE(stored(run).exists("ipf"));
    EXPECT_TRUE(stored(run).exists("half_bridges/w2"));
    EXPECT_NE(contents(run + "/report.md").find("no exact IPF beside this bridge"), std::string::npos);
  }
  ASSERT_EQ(pont({"run", dir.write("bridge.yaml", bridge_to("0.5")), "--out", dir / "wide"}).code, 0);
  EXPECT_TRUE(stored(dir / "wide").exists("ipf/total_variation")) << "the remedy that the message names";
}

}  // namespace
}  // namespace pont::experiments
