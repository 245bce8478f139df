// The experiment `bridge` from outside: files, kills in the middle of half-bridges, data of the user's own.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "autodiff/rng.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

// Odd N, an asymmetric schedule, and a prior that is itself a data set.
const char* const small_bridge = R"(type: bridge
seed: 3
data: {type: two_moons}
prior: {type: eight_gaussians}
reference: {type: ornstein_uhlenbeck, alpha: 0.1}
steps: {type: linear, count: 5, first: 0.01, last: 0.05, mirrored: false}
method: {type: dsb, iterations: 2}
network: {type: concat_mlp, hidden: 16, depth: 2}
train: {steps: 50, batch: 48, shard: 12, log_every: 1, ema: 0.9}
cache: {units: 60, refresh: 7, chunk: 12}
checkpoint: {every: 20}
sample: {count: 100, states: 3, paths: 5}
evaluate: {count: 100, cloud: 40, repetitions: 2}
)";

TEST(BridgeProgram, RunLeavesWhatItPromises) {
  const Scratch dir;
  const std::string run = dir / "run";
  const Outcome o = pont({"run", dir.write("small.yaml", small_bridge), "--out", run});
  ASSERT_EQ(o.code, 0) << o.err;
  EXPECT_NE(o.out.find("backward 2"), std::string::npos) << o.out;
  EXPECT_NE(o.err.find("the reference gains a variance of 0.297 over its 5 steps; data have up to "),
            std::string::npos)
      << o.err;
  for (const char* file : {"run.h5", "report.md", "figures/distances.gp", "figures/states_backward.gp",
                           "figures/states_forward.gp", "figures/trajectories.gp", "figures/loss.gp"})
    EXPECT_TRUE(fs::exists(run + "/" + file)) << file;
  EXPECT_EQ(pont({"plot", run}).code, 0);
  EXPECT_EQ(pont({"plot", run, "--style", "column"}).code, 0);
  EXPECT_TRUE(fs::exists(run + "/figures/states_forward_column.gp"));
  const Outcome taken = pont({"export", run, "--to", "npz"});
  EXPECT_EQ(taken.code, 2);
  EXPECT_NE(
      taken.err.find("models of this kind of experiment are not taken out; expected a run of type score"),
      std::string::npos)
      << taken.err;
  EXPECT_FALSE(fs::exists(run + "/model.npz"));
  const Outcome poster = pont({"plot", run, "--style", "poster"});
  EXPECT_EQ(poster.code, 2);
  EXPECT_NE(poster.err.find("--style: got poster; expected one of screen, column, two_column, slide"),
            std::string::npos)
      << poster.err;
  const std::string all = pont({"sample", run, "-n", "50"}).out,
                    tail = pont({"sample", run, "--first", "30", "-n", "20"}).out;
  EXPECT_FALSE(tail.empty());
  EXPECT_TRUE(all.ends_with(tail));
}

TEST(BridgeProgram, KilledInTheMiddleOfAHalfBridgeAndResumedItIsTheSameRun) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_bridge), whole = dir / "whole";
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(pont({"run", config, "--out", whole, "threads=1"}).code, 0);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const ad::Key key = ad::Key::root(20) / "kills";
  int killed = 0;
  for (int instant = 0; instant < 8; ++instant) {
    const std::string run = dir / std::to_string(instant);
    Outcome o = pont({"run", config, "--out", run, "threads=2"},
                     key.uniform(static_cast<std::uint64_t>(instant)) * seconds);
    killed += o.code == 128 + 9;
    for (int attempt = 0; attempt < 5 && o.code != 0; ++attempt) {
      const bool nothing_published = !fs::exists(run + "/config.yaml");
      o = nothing_published ? pont({"run", config, "--out", run}) : pont({"resume", run});
    }
    ASSERT_EQ(o.code, 0) << o.err;
    EXPECT_EQ(pont({"diff", whole, run}).out, "identical\n") << "killed at instant " << instant;
  }
  EXPECT_GE(killed, 3) << "most kills came after the end: nothing was tested";
}

TEST(BridgeProgram, HalfBridgesOfNoStepsAreRefused) {
  const Scratch dir;
  const Outcome o =
      pont({"run", dir.write("bridge.yaml", small_bridge), "--out", dir / "run", "train.steps=0"});
  EXPECT_EQ(o.code, 2);
  EXPECT_NE(o.err.find("got half-bridges of 0 steps; expected train.steps of at least 1"), std::string::npos)
      << o.err;
  EXPECT_FALSE(fs::exists(dir / "run"));
}

TEST(BridgeProgram, TwoCsvFilesAreBridgedByTwoLines) {
  const Scratch dir;
  std::string a, b;
  for (int i = 0; i < 60; ++i) {
    a += std::to_string(0.1 * i) + "," + std::to_string(i % 7) + "\n";
    b += std::to_string(-0.2 * i) + "," + std::to_string(i % 5) + "\n";
  }
  const std::string data = "data={type: file, path: " + dir.write("a.csv", a) + "}",
                    prior = "prior={type: file, path: " + dir.write("b.csv", b) + "}";
  const Outcome o = pont({"run", dir.write("small.yaml", small_bridge), "--out", dir / "run", data, prior});
  EXPECT_EQ(o.code, 0) << o.err;
}

TEST(BridgeProgram, EveryMethodRuns) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_bridge);
  int n = 0;
  for (const char* method :
       {"method.target=score", "method={type: dsb, iterations: 1, target: simplified, variance: learned}",
        "method={type: dsbm, iterations: 1}", "method={type: dsbm, iterations: 1, start: independent}",
        "method={type: matching}", "method={type: matching, coupling: {type: independent}, noise: 0}"}) {
    const Outcome o = pont({"run", config, "--out", dir / std::to_string(n++), method, "train.steps=8"});
    EXPECT_EQ(o.code, 0) << method << ": " << o.err;
  }
}

// Exact iterates, limits and floors between tilted Gaussians: in the report, and as arrays of full matrices.
TEST(BridgeProgram, TiltedGaussiansStandBesideExactFitting) {
  const Scratch dir;
  const Outcome o = pont({"run", dir.write("small.yaml", small_bridge), "--out", dir / "run",
                          "data={type: gaussian, mean: [0, 1], covariance: [[2, 0.9], [0.9, 0.7]]}",
                          "prior={type: affine, of: {type: isotropic_gaussian}, matrix: [[1, 0.5], [0, 1]]}",
                          "reference={type: brownian}", "steps={type: constant, count: 5, gamma: 0.1}",
                          "evaluate.starts=4", "evaluate.draws=20"});
  ASSERT_EQ(o.code, 0) << o.err;
  EXPECT_NE(o.out.find("KL ends to IPF"), std::string::npos) << o.out;
  EXPECT_NE(o.out.find("cBW2-UVP"), std::string::npos) << o.out;
  EXPECT_TRUE(fs::exists(dir / "run/figures/moments.gp"));
}

// Training points are a key of both experiments that train networks, and change what is learned.
TEST(BridgeProgram, FixedTrainingPoints) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_bridge);
  ASSERT_EQ(pont({"run", config, "--out", dir / "endless"}).code, 0);
  ASSERT_EQ(pont({"run", config, "--out", dir / "fixed", "train.points=100"}).code, 0);
  EXPECT_NE(pont({"diff", dir / "endless", dir / "fixed"}).out, "identical\n");
  EXPECT_EQ(pont({"sample", dir / "fixed", "-n", "3"}).code, 0);
}

TEST(BridgeProgram, LightSbRunsRepeatsAndSamples) {
  const Scratch dir;
  const std::string config = dir.write("light.yaml", R"(type: light_bridge
data: {type: two_moons}
prior: {type: eight_gaussians}
epsilon: 2
components: 5
train: {steps: 40, batch: 24, shard: 12}
checkpoint: {every: 10}
sample: {count: 60, states: 3}
evaluate: {cloud: 30, repetitions: 2}
)"),
                    run = dir / "run";
  ASSERT_EQ(pont({"run", config, "--out", run, "threads=1"}).code, 0);
  for (const char* file : {"run.h5", "report.md", "figures/states_forward.gp", "figures/loss.gp"})
    EXPECT_TRUE(fs::exists(run + "/" + file)) << file;
  ASSERT_EQ(pont({"run", config, "--out", dir / "again", "threads=2"}).code, 0);
  EXPECT_EQ(pont({"diff", run, dir / "again"}).out, "identical\n");
  const std::string all = pont({"sample", run, "-n", "50"}).out,
                    tail = pont({"sample", run, "--first", "30", "-n", "20"}).out;
  EXPECT_FALSE(tail.empty());
  EXPECT_TRUE(all.ends_with(tail));
  EXPECT_NE(pont({"run", config, "--out", dir / "no", "prior={type: isotropic_gaussian, dimension: 3}"})
                .err.find("points in 3 dimensions, but data in 2"),
            std::string::npos);
}

TEST(BridgeProgram, EndsThatDoNotFitAreRefused) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_bridge);
  const auto refusal = [&](const std::string& key) {
    const Outcome o = pont({"run", config, "--out", dir / "run", key});
    EXPECT_EQ(o.code, 2) << o.err;
    return o.err;
  };
  EXPECT_NE(refusal("prior={type: gaussian, mean: [0, 0, 0], covariance: [[1,0,0],[0,1,0],[0,0,1]]}")
                .find("points in 3 dimensions, but data in 2"),
            std::string::npos);
}

}  // namespace
}  // namespace pont::experiments
