// The defaults of every kind of experiment: a configuration of type and data alone gives a small, whole run.
#include <gtest/gtest.h>

#include <chrono>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/reproductions/schroedinger/stored_run.hpp"
#include "experiments/run/launch.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

double minutes_of(const std::string& kind, const std::filesystem::path& directory) {
  RunConfig config(experiment_kinds());
  apply(config, parse_overrides({"type=" + kind, "data={type: eight_gaussians}"}));
  const auto start = std::chrono::steady_clock::now();
  start_run({experiment_kinds()}, config, directory.string());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / 60;
}

// The bound is for a machine that does something else too; on two quiet cores each takes a minute or less.
TEST(Defaults, EveryKindRunsInMinutesAndSamples) {
  for (const std::string& kind : experiment_kinds().names()) {
    const std::filesystem::path directory = test::scratch() / kind;
    EXPECT_LT(minutes_of(kind, directory), 10) << kind;
    const StoredRun run(directory);
    EXPECT_TRUE((*run).exists("samples") || (*run).exists("chains")) << kind;
  }
}

}  // namespace
}  // namespace pont::experiments
