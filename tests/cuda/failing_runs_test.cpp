// An experiment whose N-th call of CUDA or cuBLAS fails ends with an error, leaves nothing on the device, and
// ends with the bits of an undisturbed run once it is resumed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/launch.hpp"
#include "experiments/store/diff.hpp"
#include "tests/cuda_device/device.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/faults/table.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

const char* const tiny = R"(type: score
device: cuda
threads: 1
seed: 3
data: {type: diamond}
sde: {type: vp, clock: {type: constant, beta: 4}}
network: {type: concat_mlp, hidden: 4, depth: 1}
train: {steps: 6, batch: 8, shard: 8, log_every: 1}
checkpoint: {every: 2}
sample:
  count: 8
  chunk: 8
  paths: 2
  samplers: [{name: reverse_sde, sampler: {type: euler_maruyama, steps: 2, grid: {type: quadratic}}}]
evaluate: {loss_rows: 8, likelihood_rows: 0, cloud: 4, repetitions: 1}
)";

void start(const std::string& directory) {
  RunConfig config(experiment_kinds());
  apply(config, read_yaml("tiny.yaml", tiny));
  start_run({experiment_kinds()}, config, directory);
}

/// What the run said, or an empty text.
std::string disturbed(const std::string& directory, long call) {
  emulated::fail_nothing();
  emulated::fail("any", call);
  emulated::seed(static_cast<std::uint64_t>(call));
  try {
    start(directory);
    return "";
  } catch (const std::exception& e) {
    return e.what();
  }
}

std::string finished(const std::string& directory) {
  emulated::fail_nothing();
  emulated::restart();
  try {
    std::filesystem::exists(directory + "/config.yaml") ? static_cast<void>(resume_run({experiment_kinds()}, directory, {}))
                                                        : start(directory);
    return "";
  } catch (const std::exception& e) {
    return fmt::format("going on: {}", e.what());
  }
}

/// Empty if the fault was met without loss.
std::string wrong_after(long call, const std::string& whole, const std::string& directory) {
  const std::string said = disturbed(directory, call);
  if (const auto found = emulated::findings(); !found.empty()) return found[0];
  if (const auto left = emulated::alive(); !left.empty()) return "left on the device: " + left[0];
  if (!said.empty() && said.find("cuda: ") == std::string::npos)
    return "not a message of the device: " + said;
  if (const std::string wrong = finished(directory); !wrong.empty()) return wrong;
  const DiffReport report = diff_runs(whole, directory);
  return report.identical() ? "" : "other bits: " + report.text();
}

TEST(FailingCudaRuns, AreResumedWithoutLoss) {
  faults::Campaign campaign("cuda: call N fails in an experiment, which is resumed");
  const Scratch dir("/dev/shm");
  emulated::restart();
  emulated::fail_nothing();
  start(dir / "whole");
  const long count = emulated::calls("any"), tries = std::min(count, faults::amount(24, 1000));
  for (long i = 0; i < tries; ++i) {
    const long call = 1 + i * count / tries;
    const std::string wrong = wrong_after(call, dir / "whole", dir / std::to_string(call));
    campaign.count(1, wrong.empty() ? "" : fmt::format("call {} of {}: {}", call, count, wrong));
    std::filesystem::remove_all(dir / std::to_string(call));
  }
  emulated::fail_nothing();
}

}  // namespace
}  // namespace pont::experiments
