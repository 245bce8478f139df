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

// The program of a peer lies beside ours; the peer blas is our own.
fs::path peer_program(const std::string& name) {
  if (name.empty() || name == run::blas_products) return {};
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

// A table or JSON on stdout, JSON in --out.
class Bench final : public Command {
 public:
  void declare(Syntax& s) override {
    s.arguments("WORKLOAD", workloads_, bench::workload_names() + " (default: all)");
    s.option("--peer", peer_, "beside another program, libtorch, or beside ours with products=blas: blas");
    s.option("--rounds", rounds_, "timing windows per contender", 1, 1'000'000);
    s.option("--window", window_, "seconds of one window");
    s.option("--device", device_, "where they run: cpu, or cuda by the clock of the GPU");
    s.option("--precision", precision_, "of float32 products on a GPU: float32 or tf32");
    s.path_option("--out", out_, "JSON file");
    s.flag("--json", json_, "as JSON, instead of a table");
    s.path_option(
        "--growth", growth_,
        "time against width, depth, batch, sampler steps instead: a table, and a figure in this directory");
  }
  int run() override {
    if (!growth_.empty()) return growth(growth_);
    const int rounds = static_cast<int>(rounds_);
    const auto device = run::open_device(device_, precision_, run::own_products);
    if (device.get() == &ad::cpu())
      say(bench::run_bench({workloads_, peer_program(peer_), openmp_blas(), other(), window_, rounds}));
    else
      say(bench::run_device_bench({workloads_, window_, rounds}, *device));
    return 0;
  }

 private:
  template <class Report>
  void say(const Report& report) const {
    fmt::print("{}", json_ ? bench::json(report) : bench::table(report));
    if (!out_.empty()) write_result(out_, bench::json(report));
  }

  std::shared_ptr<ad::Backend> other() const {
    if (peer_ != run::blas_products) return {};
    return run::open_device(device_, precision_, peer_);
  }

  std::vector<std::string> workloads_;
  std::string peer_, device_ = "cpu", precision_ = "float32", out_, growth_;
  std::int64_t rounds_ = 9;
  double window_ = 0.1;
  bool json_ = false;
};

// Tables on stdout.
class Profile final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("CONFIG", config_, "configuration file");
    s.arguments("overrides", words_, "key=value");
  }
  int run() override {
    run::RunConfig config =
        config::load_config(run::config_file(config_), words_, run::RunConfig(kinds::experiment_kinds()));
    const ShortRun files;
    const store::RunDirectory directory = store::RunDirectory::create(files.path());
    try {
      run::with_context(
          {kinds::experiment_kinds(), build_info()}, directory, config, [&](run::RunContext& run) {
            run.inspect = [&](nn::TrainingStep& training) {
              const auto device = run::open_device(config.device, config.precision, config.products);
              fmt::print("{}", bench::profile(training, 2, bench::limits(*device)));
            };
            config.experiment->run(run);
          });
    } catch (const run::Inspected&) {
      return 0;
    }
    throw config::ConfigError(
        fmt::format("profile: {} trains nothing; give a configuration that does", config_));
  }

 private:
  std::string config_;
  std::vector<std::string> words_;
};

}  // namespace

Commands bench_commands() {
  return {command<Bench>("bench", "time workloads with one and two workers"),
          command<Profile>("profile", "where the time of a training step goes")};
}

}  // namespace pont::cli
