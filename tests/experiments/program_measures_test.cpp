// Training and measuring apart: what fails, stops or is asked for later leaves everything else as it was.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "autodiff/rng.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/program_support.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

H5Reader stored(const std::string& run) { return {load_checked(run + "/run.h5"), "run.h5"}; }

/// The small run under a clock so fast that Euler's steps double the state again and again, and a flow that
/// finds it stiff.
const std::string too_fast =
    "sample.samplers=[{name: good, sampler: {type: exponential_integrator, steps: 20}}, "
    "{name: bad, sampler: {type: euler_maruyama, steps: 400, grid: {type: uniform}}}]";
const std::string fast_clock = "sde.clock.beta=1e6";

TEST(Measurements, OneThatFailsIsRecordedAndTheOthersStand) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), run = dir / "run";
  const Outcome o = pont({"run", config, "--out", run, fast_clock, too_fast, "evaluate.likelihood_rows=0"});
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
  const Outcome mended = pont({"evaluate", run,
                               "sample.samplers=[{name: good, sampler: {type: "
                               "exponential_integrator, steps: 20}}]"});
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

/// A run whose evaluation takes a second or two.
std::vector<std::string> long_evaluation(const std::string& config, const std::string& run) {
  return {"run",
          config,
          "--out",
          run,
          "train.steps=20",
          "sample.count=4000",
          "evaluate.cloud=1000",
          "evaluate.likelihood_rows=300",
          "threads=1"};
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// SIGTERM at random moments of the evaluation: every process ends within two seconds, keeps what is finished,
// and the run comes out to the bit. 100 moments with pont test fault --full.
TEST(Measurements, ASignalInTheEvaluationLosesNothing) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), whole = dir / "whole";
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(pont(long_evaluation(config, whole)).code, 0);
  const double seconds = seconds_since(start);
  const int moments = std::getenv("PONT_FAULTS_FULL") ? 100 : 10;
  const ad::Key key = ad::Key::root(21) / "signals";
  int stopped = 0, kept = 0;
  for (int moment = 0; moment < moments; ++moment) {
    const std::string run = dir / std::to_string(moment);
    const double after = seconds * (0.1 + 0.85 * key.uniform(static_cast<std::uint64_t>(moment)));
    const auto begin = std::chrono::steady_clock::now();
    const Outcome o = pont(long_evaluation(config, run), after, SIGTERM);
    if (o.code == 143) {
      ++stopped;
      EXPECT_LT(seconds_since(begin) - after, 2) << "at moment " << moment;
      kept += fs::exists(run + "/parts/train.h5");
    }
    if (fs::exists(run + "/parts/train.h5")) EXPECT_EQ(pont({"sample", run, "-n", "3"}).code, 0);
    const Outcome again =
        fs::exists(run + "/config.yaml") ? pont({"resume", run}) : pont(long_evaluation(config, run));
    EXPECT_EQ(again.code, 0) << again.err;
    EXPECT_EQ(pont({"diff", whole, run}).out, "identical\n") << "signal at moment " << moment;
    fs::remove_all(run);
  }
  EXPECT_GE(stopped, moments / 2) << "most signals came after the end: nothing was tested";
  EXPECT_GE(kept, moments / 4) << "hardly a signal met the evaluation";
}

}  // namespace
}  // namespace pont::experiments
