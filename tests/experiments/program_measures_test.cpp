// Training and measuring apart: what fails, stops or is asked for later leaves everything else as it was.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/program_support.hpp"

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
                   "sample, evaluate, density, threads, device"),
      std::string::npos)
      << key.err;
}

}  // namespace
}  // namespace pont::experiments
