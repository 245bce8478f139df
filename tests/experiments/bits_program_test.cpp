// Bits per dimension from outside: the rows of a run, the exact trace beside probes, a file of images,
// refusals.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <sstream>

#include "autodiff/rng.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

constexpr std::size_t count = 60, d = 36;

// u8 [60, 6, 6]: slopes of random brightness.
std::vector<std::uint8_t> slopes(std::size_t images) {
  std::vector<std::uint8_t> all;
  for (std::size_t i = 0; i < images; ++i) {
    const ad::Key key = ad::Key::root(8) / "slope" / i;
    for (std::size_t p = 0; p < d; ++p)
      all.push_back(
          static_cast<std::uint8_t>(120 * key.uniform(0) + 20 * key.uniform(1) * static_cast<double>(p % 6)));
  }
  return all;
}

const char* const config = R"(type: score
seed: 4
data: {{type: images, path: {}, hold_out: 0.3}}
sde: {{type: {}}}
objective: {{type: {}, parametrisation: {{type: preconditioned, data_variance: 0.3}}}}
network: {{type: unet, channels: [8, 16]}}
train: {{steps: 60, batch: 16, shard: 4, ema: 0.9}}
sample: {{count: 15, chunk: 5, samplers: []}}
evaluate: {{loss_rows: 16, likelihood_rows: 0, bits: {{images: 10, probes: 3, times: 8, steps: 20}}}}
)";

struct BitRun final {
  explicit BitRun(const std::string& sde = "vp", const std::string& objective = "dsm",
                  const std::vector<std::string>& words = {}) {
    const std::string images = write_npy(dir / "images.npy", {count, 6, 6}, slopes(count));
    std::vector<std::string> all{
        "run", dir.write("c.yaml", fmt::format(fmt::runtime(config), images, sde, objective)), "--out",
        dir / "r"};
    all.insert(all.end(), words.begin(), words.end());
    outcome = pont(all);
  }
  H5Reader results() const { return {load_checked(dir / "r/run.h5"), "run.h5"}; }
  Scratch dir;
  Outcome outcome;
};

double scalar(const H5Reader& run, const std::string& path) {
  return run.read<double>("evaluation/bits_" + path).at(0);
}

TEST(BitsProgram, ARunPrintsThemByFlowBoundAndSum) {
  const BitRun run;
  ASSERT_EQ(run.outcome.code, 0) << run.outcome.err;
  const H5Reader file = run.results();
  for (const char* name : {"flow", "bound", "discrete"}) {
    EXPECT_EQ(scalar(file, name + std::string("/points")), 10);
    EXPECT_TRUE(std::isfinite(scalar(file, name + std::string("/ours")))) << name;
    EXPECT_GT(scalar(file, name + std::string("/ours_error")), 0) << name;
    const std::vector<double> images = file.read<double>(fmt::format("evaluation/bits_{}/images", name));
    ASSERT_EQ(images.size(), 10u) << name;
    EXPECT_NEAR(std::accumulate(images.begin(), images.end(), 0.0) / 10,
                scalar(file, name + std::string("/ours")), 1e-12)
        << name;
  }
  EXPECT_EQ(scalar(file, "flow/offset"), 7);
  EXPECT_GT(scalar(file, "flow/probe_error"), 1e-6);
  EXPECT_LT(scalar(file, "flow/probe_error"), scalar(file, "flow/ours_error"));
  EXPECT_NEAR(scalar(file, "bound/ours"),
              scalar(file, "bound/prior") + scalar(file, "bound/path") + scalar(file, "bound/decoder") + 7,
              1e-9);
  EXPECT_NEAR(scalar(file, "discrete/ours"),
              scalar(file, "discrete/rate") + scalar(file, "discrete/distortion"), 1e-9);
  const std::string report = contents(run.dir / "r/report.md");
  for (const char* text :
       {"bits/dim of bytes by the probability flow", "bits/dim of bytes, variational bound",
        "DDPM's discrete bound", "error over images", "of which over probes",
        "neither number bounds the other", "20 steps: rate"})
    EXPECT_NE(report.find(text), std::string::npos) << text;
}

// Flows of one start: the mean over 16 probes for each image, and the trace over all 36 directions.
TEST(BitsProgram, TheExactTraceIsTheMeanOfProbes) {
  const BitRun run("vp", "dsm",
                   {"evaluate.bits.probes=16", "evaluate.bits.images=5", "evaluate.likelihood_time=0.001"});
  ASSERT_EQ(run.outcome.code, 0) << run.outcome.err;
  const double mean = scalar(run.results(), "flow/ours"), error = scalar(run.results(), "flow/probe_error");
  ASSERT_EQ(pont({"evaluate", run.dir / "r", "evaluate.bits.probes=0"}).code, 0);
  const H5Reader exact = run.results();
  EXPECT_LE(std::abs(scalar(exact, "flow/ours") - mean), 4 * error);
  EXPECT_LT(error, 0.03) << "too coarse a comparison";
  EXPECT_EQ(scalar(exact, "flow/probe_error"), 0);
  EXPECT_EQ(std::fmod(scalar(exact, "flow/evaluations"), 36), 0);
}

// A sum over the levels of its own chain is that over the schedule of the same numbers; of another it is not.
TEST(BitsProgram, TheOwnScheduleIsThatOfTheChain) {
  const std::vector<std::string> chain{
      "sde.clock={type: linear_chain, steps: 1000, beta_first: 1e-4, beta_last: 0.02}", "objective.t_min=0",
      "objective.times=chain", "evaluate.bits.steps=1000", "evaluate.bits.images=5"};
  const BitRun run("vp", "dsm", chain);
  ASSERT_EQ(run.outcome.code, 0) << run.outcome.err;
  const double linear = scalar(run.results(), "discrete/ours");
  ASSERT_EQ(pont({"evaluate", run.dir / "r", "evaluate.bits.schedule=own"}).code, 0);
  EXPECT_NEAR(scalar(run.results(), "discrete/ours"), linear, 1e-6);
  ASSERT_EQ(pont({"evaluate", run.dir / "r", "evaluate.bits.schedule=cosine"}).code, 0);
  EXPECT_GT(std::abs(scalar(run.results(), "discrete/ours") - linear), 1e-3);
}

TEST(BitsProgram, LangevinHasFlowAndHybridBound) {
  const BitRun run("cld", "hsm");
  ASSERT_EQ(run.outcome.code, 0) << run.outcome.err;
  const H5Reader file = run.results();
  EXPECT_TRUE(std::isfinite(scalar(file, "flow/ours")));
  EXPECT_TRUE(std::isfinite(scalar(file, "bound/ours")));
  EXPECT_NE(contents(run.dir / "r/report.md").find("a discrete diffusion has data alone"), std::string::npos);
}

TEST(BitsProgram, AFileOfImagesGetsBitsPerDimension) {
  const BitRun run;
  ASSERT_EQ(run.outcome.code, 0) << run.outcome.err;
  const std::string images = write_npy(run.dir / "five.npy", {5, 6, 6}, slopes(5)),
                    others = write_npy(run.dir / "others.npy", {2, 3, 3}, std::vector<std::uint8_t>(18, 1));
  const Outcome o = pont({"likelihood", run.dir / "r", images});
  ASSERT_EQ(o.code, 0) << o.err;
  std::istringstream lines(o.out);
  int rows = 0;
  for (double bits; lines >> bits; ++rows) EXPECT_NEAR(bits, scalar(run.results(), "flow/ours"), 3);
  EXPECT_EQ(rows, 5);
  const Outcome wrong = pont({"likelihood", run.dir / "r", others}),
                halves = pont({"likelihood", run.dir / "r",
                               run.dir.write(
                                   "halves.csv", "0.5" + [] {
                                     std::string rest;
                                     for (std::size_t i = 1; i < d; ++i) rest += ",0.5";
                                     return rest + "\n";
                                   }())});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("images of 9 values given, and those of the model have 36"), std::string::npos)
      << wrong.err;
  EXPECT_EQ(halves.code, 2);
  EXPECT_NE(halves.err.find("image 0 has the value 0.5"), std::string::npos) << halves.err;
}

// Of the middles of bins, not of a density: the sum takes bytes with noise on them and without.
TEST(BitsProgram, BytesWithoutNoiseHaveTheSumAlone) {
  const BitRun run("vp", "dsm", {"data.dequantise=false"}), noisy;
  ASSERT_EQ(run.outcome.code, 0) << run.outcome.err;
  const H5Reader file = run.results();
  for (const char* name : {"flow", "bound"})
    EXPECT_FALSE(file.exists(fmt::format("evaluation/bits_{}/ours", name))) << name;
  EXPECT_NEAR(scalar(file, "discrete/ours"), scalar(noisy.results(), "discrete/ours"), 0.3);
  EXPECT_NE(contents(run.dir / "r/report.md").find("not given: bytes without noise have no density"),
            std::string::npos);
  const Outcome o = pont({"likelihood", run.dir / "r", run.dir / "images.npy"});
  EXPECT_EQ(o.code, 2);
  EXPECT_NE(o.err.find("likelihood: bytes without noise have no density"), std::string::npos) << o.err;
}

}  // namespace
}  // namespace pont::experiments
