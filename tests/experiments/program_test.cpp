// The program from outside: runs that repeat bit for bit, survive kills, and refuse what they should.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "autodiff/rng.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

TEST(Program, RunLeavesWhatItPromises) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), run = dir / "run";
  const Outcome o = pont({"run", config, "--out", run});
  ASSERT_EQ(o.code, 0) << o.err;
  EXPECT_NE(o.out.find("loss (floor: Bayes loss)"), std::string::npos) << o.out;
  EXPECT_TRUE(o.out.ends_with(run + "\n")) << o.out;
  for (const char* file : {"config.yaml", "run.h5", "report.md", "metrics.log", "figures/loss.gp",
                           "figures/samples.dat", "figures/trajectories.gp"})
    EXPECT_TRUE(fs::exists(run + "/" + file)) << file;
  const Outcome again = pont({"run", config, "--out", run});
  EXPECT_EQ(again.code, 2);
  EXPECT_NE(again.err.find("resume"), std::string::npos) << again.err;
  EXPECT_EQ(pont({"resume", run}).code, 0);
  EXPECT_EQ(pont({"plot", run}).code, 0);
  EXPECT_NE(pont({"info", run}).out.find("finished"), std::string::npos);
}

TEST(Program, ThreadsChangeNoBit) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config);
  for (const char* n : {"1", "2", "5"}) {
    const Outcome o = pont({"run", config, "--out", dir / n, std::string("threads=") + n});
    ASSERT_EQ(o.code, 0) << o.err;
    const Outcome diff = pont({"diff", dir / "1", dir / n});
    EXPECT_EQ(diff.out, "identical\n");
    EXPECT_EQ(diff.code, 0);
  }
  ASSERT_EQ(pont({"run", config, "--out", dir / "other", "seed=4"}).code, 0);
  EXPECT_EQ(pont({"diff", dir / "1", dir / "other"}).code, 1);  // negative control
}

TEST(Program, SamplesDoNotDependOnHowManyWereAskedFor) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), run = dir / "run";
  ASSERT_EQ(pont({"run", config, "--out", run}).code, 0);
  const std::string all = pont({"sample", run, "-n", "130"}).out,
                    tail = pont({"sample", run, "--first", "60", "-n", "70"}).out;
  EXPECT_FALSE(tail.empty());
  EXPECT_TRUE(all.ends_with(tail));
}

TEST(Program, MistakesAreNamedAndNothingIsWritten) {
  const Scratch dir;
  const std::string config = dir.write("typo.yaml", "type: score\ntrain: {stepz: 3}\n"), run = dir / "run";
  const Outcome o = pont({"run", config, "--out", run});
  EXPECT_EQ(o.code, 2);
  EXPECT_NE(o.err.find("typo.yaml:2:"), std::string::npos) << o.err;
  EXPECT_NE(o.err.find("steps"), std::string::npos) << o.err;
  EXPECT_FALSE(fs::exists(run));
  EXPECT_EQ(pont({"resume", dir / "nowhere"}).code, 2);
  EXPECT_EQ(pont({"run", dir / "missing.yaml"}).code, 2);
  EXPECT_EQ(pont({"explain", "train.stepz"}).code, 2);
  EXPECT_EQ(pont({"explain", "train.steps"}).code, 0);
  EXPECT_EQ(pont({"nonsense"}).code, 2);
}

TEST(Program, ASamplerThatDoesNotFitTheSdeIsRefusedBeforeTheTraining) {
  const Scratch dir;
  std::string text = small_config;
  const std::string vp = "{type: vp, clock: {type: constant, beta: 4}}",
                    em = "{type: euler_maruyama, steps: 20, grid: {type: quadratic}}";
  text.replace(text.find(vp), vp.size(), "{type: cld}");
  text.replace(text.find(em), em.size(), "{type: edm_heun, steps: 20}");
  const Outcome o = pont({"run", dir.write("misfit.yaml", text), "--out", dir / "run"});
  EXPECT_EQ(o.code, 2) << o.err;
  EXPECT_NE(o.err.find("sample.samplers: reverse_sde: "), std::string::npos) << o.err;
}

// The same words whether every value is looked at from the start, or the failing step is taken again.
TEST(Program, ANanStopsTheRunAndIsNamed) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config);
  const auto message = [&](const std::string& name, const std::string& check) {
    const Outcome o = pont({"run", config, "--out", dir / name, "train.schedule.rate=1.0e+30", check});
    EXPECT_EQ(o.code, 1);
    const std::size_t at = o.err.find("training step");
    EXPECT_NE(at, std::string::npos) << o.err;
    return o.err.substr(std::min(at, o.err.size()));
  };
  const std::string plain = message("a", "check_finite=false");
  for (const char* part :
       {"training step 2 of ", "first non-finite value: ", "module ", " of its batch has the loss ",
        "drawn at t = ", " with ell = [[", "covariance Sigma = [[", "lower train.schedule.rate"})
    EXPECT_NE(plain.find(part), std::string::npos) << part << " in: " << plain;
  EXPECT_EQ(message("b", "check_finite=true"), plain);
}

TEST(Program, AnSdeOfMatricesTrainsSamplesAndIsDrawn) {
  const Scratch dir;
  std::string text = small_config;
  const std::string vp = "{type: vp, clock: {type: constant, beta: 4}}";
  text.replace(
      text.find(vp), vp.size(),
      "{type: linear, A: [[-0.5, 1], [-1, -1.5]], D: [[0.5, 0], [0, 3]], initial: [[0, 0], [0, 0.1]], "
      "clock: {type: constant, beta: 4}}");
  const Outcome o =
      pont({"run", dir.write("own.yaml", text), "--out", dir / "run", "evaluate.likelihood_probes=2"});
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_NE(o.out.find("the same in bits/dim, data in their own units (no offset)"), std::string::npos)
      << o.out;
  EXPECT_TRUE(fs::exists(dir / "run/figures/samples.gp"));
}

TEST(Program, KilledAtAnyMomentAndResumedItIsTheSameRun) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), whole = dir / "whole";
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(pont({"run", config, "--out", whole}).code, 0);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const ad::Key key = ad::Key::root(20) / "kills";
  int killed = 0;
  for (int instant = 0; instant < 20; ++instant) {
    const std::string run = dir / std::to_string(instant);
    Outcome o =
        pont({"run", config, "--out", run}, key.uniform(static_cast<std::uint64_t>(instant)) * seconds);
    killed += o.code == 128 + 9;
    for (int attempt = 0; attempt < 20 && o.code != 0; ++attempt) {
      const bool nothing_published = !fs::exists(run + "/config.yaml");
      o = nothing_published ? pont({"run", config, "--out", run}) : pont({"resume", run});
      ASSERT_EQ(o.code, 0) << o.err;
    }
    EXPECT_EQ(pont({"diff", whole, run}).out, "identical\n") << "killed at instant " << instant;
  }
  EXPECT_GE(killed, 10) << "most kills came after the end: nothing was tested";
}

TEST(Program, AskedToStopItPublishesAndGoesOnLater) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), whole = dir / "whole", run = dir / "run";
  const std::string steps = "train.steps=20000", every = "checkpoint.every=1000000",
                    log = "train.log_every=100";
  ASSERT_EQ(pont({"run", config, "--out", whole, steps, every, log}).code, 0);
  const Outcome stopped = pont({"run", config, "--out", run, steps, every, log}, 0.4, SIGTERM);
  ASSERT_EQ(stopped.code, 143) << stopped.err;
  EXPECT_TRUE(fs::exists(run + "/checkpoints"));
  EXPECT_EQ(pont({"resume", run}).code, 0);
  EXPECT_EQ(pont({"diff", whole, run}).out, "identical\n");
}

TEST(Program, ProfileSaysWhereTheTimeGoesAndLeavesNothing) {
  const Scratch dir;
  const Outcome o = pont({"profile", dir.write("small.yaml", small_config)});
  EXPECT_EQ(o.code, 0) << o.err;
  for (const char* part : {"product+chain", "share", "bound by", "module", "memory: "})
    EXPECT_NE(o.out.find(part), std::string::npos) << o.out;
}

TEST(Program, BenchTimesAWorkload) {
  const Scratch dir;
  const Outcome o =
      pont({"bench", "b128", "--rounds", "1", "--window", "0.001", "--out", dir / "bench.json"});
  EXPECT_EQ(o.code, 0) << o.err;
  EXPECT_NE(o.out.find("b128"), std::string::npos) << o.out;
  EXPECT_TRUE(fs::exists(dir / "bench.json"));
}

}  // namespace
}  // namespace pont::experiments
