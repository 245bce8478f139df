// The experiment `target` from outside: what it leaves, that it repeats bit for bit, what it refuses.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "autodiff/rng.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

const char* const quick = R"(type: target
seed: 2
data: {type: mixture, weights: [0.3, 0.7], means: [[-4], [4]], stds: [[0.5], [0.5]]}
start: {centre: [-4], std: 0.5}
chains:
  count: 100
  iterations: 200
  every: 10
  paths: 4
  samplers:
    - {name: langevin, transitions: 3, sampler: {type: chain, move: {type: unadjusted_langevin, step: 0.02}}}
    - {name: replicas, sampler: {type: replica_exchange, powers: [1, 0.1, 0.02], move: {type: metropolis}}}
evaluate: {cloud: 50, repetitions: 2, reference: 500}
)";

TEST(ProgramTarget, LeavesReportAndFigures) {
  const Scratch dir;
  const std::string config = dir.write("quick.yaml", quick), run = dir / "run";
  const Outcome o = pont({"run", config, "--out", run});
  ASSERT_EQ(o.code, 0) << o.err;
  for (const char* words : {"langevin: w2", "replicas: energy", "deviation in standard errors"})
    EXPECT_NE(o.out.find(words), std::string::npos) << o.out;
  for (const char* file : {"config.yaml", "run.h5", "report.md", "figures/barrier.gp",
                           "figures/mode_weights.dat", "figures/energy_distance.gp"})
    EXPECT_TRUE(fs::exists(run + "/" + file)) << file;
  fs::remove_all(run + "/figures");
  EXPECT_EQ(pont({"plot", run}).code, 0);
  EXPECT_TRUE(fs::exists(run + "/figures/barrier.gp"));
  const Outcome other = pont({"run", dir.write("other.yaml", quick), "--out", dir / "other",
                              "data.type=checkerboard", "start.centre=[]"});
  EXPECT_EQ(other.code, 2);
  EXPECT_NE(other.err.find("the law of checkerboard is not a mixture"), std::string::npos) << other.err;
  const std::string all = pont({"sample", run, "-n", "60"}).out,
                    tail = pont({"sample", run, "--first", "40", "-n", "20"}).out;
  EXPECT_FALSE(tail.empty());
  EXPECT_TRUE(all.ends_with(tail));
}

TEST(ProgramTarget, ThreadsAndKillsChangeNoBit) {
  const Scratch dir;
  const std::string config = dir.write("quick.yaml", quick), whole = dir / "whole";
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(pont({"run", config, "--out", whole, "threads=1"}).code, 0);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  int killed = 0;
  for (std::uint64_t i = 0; i < 6; ++i) {
    const std::string run = dir / std::to_string(i);
    Outcome o = pont({"run", config, "--out", run}, ad::Key::root(20).uniform(i) * seconds);
    killed += o.code == 128 + 9;
    if (o.code != 0) {
      o = fs::exists(run + "/config.yaml") ? pont({"resume", run}) : pont({"run", config, "--out", run});
      ASSERT_EQ(o.code, 0) << o.err;
    }
    EXPECT_EQ(pont({"diff", whole, run}).out, "identical\n") << i;
  }
  EXPECT_GE(killed, 2) << "most kills came after the end: nothing was tested";
  ASSERT_EQ(pont({"run", config, "--out", dir / "other", "seed=4"}).code, 0);
  EXPECT_EQ(pont({"diff", whole, dir / "other"}).code, 1);  // negative control
}

TEST(ProgramTarget, RefusesWhatHasNoModesAndWhatDiverges) {
  const Scratch dir;
  const std::string config = dir.write("quick.yaml", quick);
  const auto message = [&](const std::string& yaml, int code) {
    const Outcome o = pont({"run", dir.write("bad.yaml", yaml), "--out", dir / std::to_string(code)});
    EXPECT_EQ(o.code, code) << o.err;
    return o.err;
  };
  EXPECT_NE(
      message("type: target\ndata: {type: checkerboard}\nchains: {samplers: [{name: a}]}\n", 2)
          .find("data: the law of checkerboard is not a mixture; expected a Gaussian mixture of at most"),
      std::string::npos);
  std::string text = quick;
  text.replace(text.find("step: 0.02"), 10, "step: 2000");
  EXPECT_NE(message(text, 5).find("chains.samplers: langevin: run_chain: the state is not finite after step"),
            std::string::npos);
  const Outcome centre = pont({"run", config, "--out", dir / "centre", "start.centre=[1, 2]"});
  EXPECT_EQ(centre.code, 2);
  EXPECT_NE(centre.err.find("start.centre: got 2 coordinates; expected the target's 1, or none"),
            std::string::npos)
      << centre.err;
}

}  // namespace
}  // namespace pont::experiments
