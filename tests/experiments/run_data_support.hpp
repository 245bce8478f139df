// Tiny runs on files of points, for tests of the program.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "autodiff/rng.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {

/// A run of a file of points in a second or so, with checkpoints.
inline constexpr const char* tiny_file_run = R"(type: score
seed: 5
sde: {type: vp, clock: {type: constant, beta: 4}}
network: {type: concat_mlp, hidden: 8, depth: 1}
train: {steps: 60, batch: 24, shard: 12, log_every: 1}
checkpoint: {every: 20}
sample: {count: 80, chunk: 40, paths: 4, samplers: [{name: em, sampler: {type: euler_maruyama, steps: 8}}]}
evaluate: {loss_rows: 40, likelihood_rows: 8, likelihood_time: 1.0e-2, cloud: 20, repetitions: 2}
data: )";

/// `rows` standard normal points in the plane, a + b z.
inline std::string points(double a, double b, int rows = 60, std::uint64_t seed = 1) {
  const ad::Key key = ad::Key::root(seed) / "points";
  std::string csv;
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(rows); ++i)
    csv += std::to_string(a + b * key.normal(2 * i)) + "," + std::to_string(a + b * key.normal(2 * i + 1)) +
           "\n";
  return csv;
}

class RunData : public testing::Test {
 protected:
  std::string config(const std::string& path, const std::string& keys = "",
                     const std::string& name = "c.yaml") {
    return dir.write(name, std::string(tiny_file_run) + "{type: file, path: " + path + keys + "}\n");
  }
  /// Runs the configuration until a signal that meets its training; a busy machine begins it late.
  void killed(const std::string& config, const std::string& run) {
    for (double seconds = 0.7; seconds < 30; seconds *= 2) {
      std::filesystem::remove_all(run);
      const Outcome o = pont({"run", config, "--out", run, "train.steps=1000000000", "checkpoint.every=500"},
                             seconds, SIGTERM);
      ASSERT_EQ(o.code, 143) << o.err;
      const std::string checkpoints = run + "/checkpoints";
      if (std::filesystem::exists(checkpoints) && !std::filesystem::is_empty(checkpoints)) return;
    }
    FAIL() << "no signal met the training";
  }
  static std::string owned(const std::string& run) {
    for (const auto& entry : std::filesystem::directory_iterator(run + "/data")) return entry.path();
    return "";
  }
  static void expect_ok(const Outcome& o) { EXPECT_EQ(o.code, 0) << o.err; }
  static void expect_says(const Outcome& o, int code, const std::vector<std::string>& parts) {
    EXPECT_EQ(o.code, code) << o.err;
    for (const std::string& part : parts)
      EXPECT_NE(o.err.find(part), std::string::npos) << o.err << "\nexpected: " << part;
  }
  const Scratch dir;
};

}  // namespace pont::experiments
