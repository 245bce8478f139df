// The runs of a reproduction: made once, continued, reused, and refused when the configuration is another.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/devices.hpp"
#include "experiments/run/launch.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "experiments/store/run_directory.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

RunConfig small(const std::string& seed) {
  RunConfig config(experiment_kinds());
  apply(config, merge(read_yaml("small.yaml", small_config), parse_overrides({"seed=" + seed})));
  return config;
}

TEST(EnsureRun, MakesARunOnceAndRefusesAnother) {
  const Scratch dir;
  const fs::path run = dir / "runs/first";
  RunConfig config = small("3"), other = small("4");
  ensure_run({experiment_kinds()}, config, run);
  const auto made = fs::last_write_time(run / "run.h5");
  ensure_run({experiment_kinds()}, config, run);
  EXPECT_EQ(fs::last_write_time(run / "run.h5"), made);
  try {
    ensure_run({experiment_kinds()}, other, run);
    ADD_FAILURE() << "another configuration was accepted";
  } catch (const ConfigError& e) {
    EXPECT_EQ(e.what(),
              run.string() + ": holds a run of another configuration; remove it, or use another --out");
  }
}

// ensure_run in a process of its own, which dies after `milliseconds`.
void killed_run(const std::string& run, int milliseconds) {
  const pid_t child = fork();
  if (child == 0) {
    RunConfig config = small("3");
    ensure_run({experiment_kinds()}, config, run);
    _exit(0);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
}

TEST(EnsureRun, ContinuesWhatWasKilled) {
  const Scratch dir;
  const std::string killed = dir / "killed", whole = dir / "whole";
  for (int wait : {40, 150, 300, 400}) killed_run(killed, wait);
  RunConfig config = small("3");
  ensure_run({experiment_kinds()}, config, whole);
  ensure_run({experiment_kinds()}, config, killed);
  EXPECT_EQ(pont({"diff", whole, killed}).out, "identical\n");
}

// The number of threads is kept, but is no part of what a run is.
TEST(ResumeRun, KeepsTheThreadsItWasStartedWith) {
  const Scratch dir;
  const std::string stopped = dir / "stopped", whole = dir / "whole";
  RunConfig config = small("3");
  ensure_run({experiment_kinds()}, config, whole);
  config.threads = cores() + 1;
  Launch launch{experiment_kinds()};
  launch.stop_after = 5;
  EXPECT_THROW(start_run(launch, config, stopped), Stopped);
  EXPECT_TRUE(resume_run({experiment_kinds()}, stopped, {}));
  const auto threads = [](const std::string& run) {
    const std::vector<std::byte> image = load_checked(fs::path(run) / "run.h5");
    return H5Reader(image, run).text("execution/threads");
  };
  EXPECT_EQ(threads(stopped), std::to_string(cores() + 1));
  EXPECT_EQ(threads(whole), std::to_string(cores()));
  EXPECT_EQ(pont({"diff", whole, stopped}).out, "identical\n");
  config.threads = 1;
  ensure_run({experiment_kinds()}, config, stopped);  // the same run
}

}  // namespace
}  // namespace pont::experiments
