// Whole experiments with device: cuda, beside the same on the CPU; resumed on the other device; and refused
// without one.
#include <gtest/gtest.h>

#include <filesystem>

#include "experiments/bench/device_bench.hpp"
#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/options/optimisers.hpp"
#include "experiments/run/devices.hpp"
#include "experiments/run/launch.hpp"
#include "experiments/store/publish.hpp"
#include "experiments/store/tiers.hpp"
#include "tests/cuda_device/device.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

const char* const small_score = R"(type: score
seed: 3
data: {type: diamond}
sde: {type: vp, clock: {type: constant, beta: 4}}
network: {type: concat_mlp, hidden: 8, depth: 2}
train: {steps: 12, batch: 16, shard: 8, log_every: 1}
checkpoint: {every: 4}
sample:
  count: 40
  chunk: 20
  paths: 2
  samplers: [{name: reverse_sde, sampler: {type: euler_maruyama, steps: 4, grid: {type: quadratic}}}]
evaluate: {loss_rows: 40, likelihood_rows: 0, cloud: 10, repetitions: 2}
)";

const char* const small_bridge = R"(type: bridge
seed: 3
data: {type: two_moons}
prior: {type: eight_gaussians}
reference: {type: ornstein_uhlenbeck, alpha: 0.1}
steps: {type: linear, count: 3, first: 0.01, last: 0.05, mirrored: false}
method: {type: dsb, iterations: 1}
network: {type: concat_mlp, hidden: 8, depth: 2}
train: {steps: 6, batch: 16, shard: 8, log_every: 1, ema: 0.9}
cache: {units: 16, refresh: 3, chunk: 8}
checkpoint: {every: 4}
sample: {count: 16, states: 2, paths: 2}
evaluate: {count: 16, cloud: 8, repetitions: 2}
)";

RunConfig config_of(const char* yaml, const std::string& device, std::vector<std::string> overrides = {}) {
  overrides.insert(overrides.end(), {"device=" + device, "threads=2"});
  RunConfig config(experiment_kinds());
  apply(config, merge(read_yaml("small.yaml", yaml), parse_overrides(overrides)));
  return config;
}

std::string finished_run(const Scratch& dir, const char* yaml, const std::string& device,
                         const std::vector<std::string>& overrides = {}) {
  RunConfig config = config_of(yaml, device, overrides);
  start_run({experiment_kinds()}, config, dir / device);
  return dir / device;
}

// The least agreement of what two runs recorded.
void expect_agreement(const fs::path& a, const fs::path& b) {
  const auto first = load_checked(a / "run.h5"), second = load_checked(b / "run.h5");
  for (const DataSetAgreement& agreed : agreements(H5Reader(first, a), H5Reader(second, b)))
    EXPECT_LE(agreed.tier, Tier::tolerance) << agreed.path << ": " << name_of(agreed.tier);
}

TEST(CudaRun, AScoreExperimentAgreesWithTheCpu) {
  const Scratch dir;
  expect_agreement(finished_run(dir, small_score, "cpu"), finished_run(dir, small_score, "cuda"));
}

TEST(CudaRun, EveryOptimiserOfTheTableAgreesWithTheCpu) {
  for (const std::string& name : optimisers().names()) {
    const Scratch dir;
    const std::vector<std::string> overrides{"train.optimiser={type: " + name + "}", "train.steps=6"};
    expect_agreement(finished_run(dir, small_score, "cpu", overrides),
                     finished_run(dir, small_score, "cuda", overrides));
  }
}

TEST(CudaRun, ABridgeAgreesWithTheCpu) {
  const Scratch dir;
  expect_agreement(finished_run(dir, small_bridge, "cpu"), finished_run(dir, small_bridge, "cuda"));
}

TEST(CudaRun, ARunMovesToTheOtherDeviceIfThatIsAllowed) {
  const Scratch dir;
  RunConfig config = config_of(small_score, "cuda");
  EXPECT_THROW(start_run({experiment_kinds(), {}, false, 6}, config, dir / "moved"), Stopped);
  try {
    resume_run({experiment_kinds()}, dir / "moved", {"device=cpu"});
    ADD_FAILURE() << "resumed although the bits change";
  } catch (const DataError& e) {
    EXPECT_NE(std::string(e.what()).find("computes other bits: device: 'cuda: "), std::string::npos)
        << e.what();
    EXPECT_NE(std::string(e.what()).find("--allow-drift"), std::string::npos) << e.what();
  }
  EXPECT_TRUE(resume_run({experiment_kinds(), {}, true}, dir / "moved", {"device=cpu"}));
  expect_agreement(finished_run(dir, small_score, "cpu"), dir / "moved");
}

TEST(CudaRun, WithoutAGpuNothingIsWritten) {
  const Scratch dir;
  emulated::restart();
  emulated::device_count(0);
  RunConfig config = config_of(small_score, "cuda");
  try {
    start_run({experiment_kinds()}, config, dir / "none");
    ADD_FAILURE();
  } catch (const ConfigError& e) {
    EXPECT_TRUE(std::string(e.what()).starts_with("device: cuda: there is no GPU")) << e.what();
  }
  EXPECT_FALSE(fs::exists(dir / "none"));
  emulated::device_count(1);
}

// The program itself, which is built for real GPUs if at all.
TEST(CudaRun, TheProgramEndsWithOneLineWhereThereIsNoGpu) {
  const Scratch dir;
  const Outcome o = pont({"run", dir.write("small.yaml", small_score), "--out", dir / "run", "device=cuda"});
  if (o.code == 0) GTEST_SKIP() << "there is a GPU";
  EXPECT_EQ(o.code, 2) << o.err;
  EXPECT_NE(o.err.find("device: cuda: th"), std::string::npos)
      << o.err;  // there is none, or this program was built without
  EXPECT_NE(o.err.find("use device=cpu"), std::string::npos) << o.err;
  EXPECT_FALSE(fs::exists(dir / "run"));
  EXPECT_EQ(pont({"bench", "a", "--device", "cuda"}).code, 2);
  EXPECT_NE(pont({"run", dir / "small.yaml", "precision=tf32"}).err.find("precision"), std::string::npos);
}

TEST(CudaRun, TheBenchTimesStepsByTheDevicesClock) {
  const auto device = open_device("cuda", "float32", "own");
  const bench::DeviceBenchReport report = bench::run_device_bench({{"b128"}, 1e-6, 1, 24, 1000}, *device);
  ASSERT_EQ(report.rows.size(), 1u);
  EXPECT_GT(report.rates.product, 0);
  EXPECT_GT(report.rates.copy, 0);
  EXPECT_GT(report.rows[0].median, 0);
  EXPECT_GT(report.rows[0].bytes, 4e5);
  EXPECT_NE(table(report).find("\nb128 "), std::string::npos) << table(report);
  EXPECT_NE(json(report).find("{\n  \"device\": \"cuda: "), std::string::npos) << json(report);
}

}  // namespace
}  // namespace pont::experiments
