// bench and profile: where time goes, in fixed workloads beside a peer, and in an experiment's training.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "experiments/bench/bench.hpp"
#include "experiments/bench/device_bench.hpp"
#include "experiments/bench/growth.hpp"
#include "experiments/bench/profile.hpp"
#include "experiments/cli/build_info.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/standard_streams.hpp"
#include "experiments/config/config.hpp"
#include "experiments/config/error.hpp"
#include "experiments/figures/render.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/devices.hpp"
#include "experiments/run/launch.hpp"

namespace pont::cli {
namespace {

namespace fs = std::filesystem;

// The program of a peer lies beside ours.
fs::path peer_program(const std::string& name) {
  if (name.empty()) return {};
  const fs::path program = fs::read_symlink("/proc/self/exe").parent_path() / ("pont-bench-" + name);
  if (fs::exists(program)) return program;
  throw config::ConfigError(
      fmt::format("bench: there is no {}; install the peer ({}) and build it with: cmake -B build "
                  "-D PONT_BENCH_LIBTORCH=ON, pont build pont_bench_libtorch",
                  program.string(), "libtorch-dev and libopenblas0-openmp"));
}

// The BLAS with which LibTorch is fastest: one that shares its OpenMP threads.
std::string openmp_blas() {
  const fs::path directory = "/usr/lib/x86_64-linux-gnu/openblas-openmp";
  return fs::exists(directory) ? directory.string() : std::string();
}

// A run directory that lasts as long as the object.
class ShortRun final {
 public:
  ShortRun() : path_(fs::temp_directory_path() / fmt::format("pont-profile-{}", getpid())) {}
  ~ShortRun() { fs::remove_all(path_); }
  ShortRun(const ShortRun&) = delete;
  ShortRun& operator=(const ShortRun&) = delete;
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

int growth(const fs::path& directory) {
  const auto curves = bench::measure_growth();
  fmt::print("{}", bench::growth_table(curves, bench::measure_long_run(1'000'000)));
  const figures::Rendering figure = figures::render(bench::growth_figure(curves), directory, "growth");
  fmt::print("{}", figure.message);
  return 0;
}

}  // namespace

int bench_command(const Arguments& a) {
  if (!a.directory.empty()) return growth(a.directory);
  const auto say = [&](const auto& report) {
    fmt::print("{}", bench::table(report));
    if (!a.out.empty()) write_result(a.out, bench::json(report));
  };
  const int rounds = static_cast<int>(a.rounds);
  const auto device = run::open_device(a.device, a.precision);
  if (device.get() == &ad::cpu())
    say(bench::run_bench({a.words, peer_program(a.other), openmp_blas(), a.window, rounds}));
  else
    say(bench::run_device_bench({a.words, a.window, rounds}, *device));
  return 0;
}

int profile_command(const Arguments& a) {
  run::RunConfig config =
      config::load_config(run::config_file(a.target), a.words, run::RunConfig(kinds::experiment_kinds()));
  const ShortRun files;
  const store::RunDirectory directory = store::RunDirectory::create(files.path());
  try {
    run::with_context({kinds::experiment_kinds(), build_info()}, directory, config,
                      [&](run::RunContext& run) {
                        run.inspect = [&](nn::TrainingStep& training) {
                          const auto device = run::open_device(config.device, config.precision);
                          fmt::print("{}", bench::profile(training, 2, bench::limits(*device)));
                        };
                        config.experiment->run(run);
                      });
  } catch (const run::Inspected&) {
    return 0;
  }
  throw config::ConfigError(
      fmt::format("profile: {} trains nothing; give a configuration that does", a.target));
}

}  // namespace pont::cli
