// run, resume, sample, plot: the commands that work in a run directory.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "autodiff/backend.hpp"
#include "experiments/cli/build_info.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/config/config.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/run/record.hpp"
#include "experiments/store/publish.hpp"
#include "experiments/store/signals.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

constexpr const char* config_name = "config.yaml";

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  if (!in)
    throw IoError(fmt::format("{}: cannot be read; check that it exists and its permissions", file.string()));
  return text.str();
}

int thread_count(const RunConfig& config) {
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  return config.threads > 0 ? static_cast<int>(config.threads) : static_cast<int>(cores);
}

// Threads decide nothing, so they are no part of the configuration that a run is identified by.
std::string identity(RunConfig& config) {
  const std::int64_t threads = std::exchange(config.threads, 0);
  std::string text = resolved_yaml(config);
  config.threads = threads;
  return text;
}

template <class Action>
void with_context(const RunDirectory& directory, RunConfig& config, bool allow_drift, Action action) {
  install_signal_handlers();
  ad::cpu();  // sets OpenBLAS to one thread, which the fingerprint records
  ad::Workers workers(thread_count(config));
  RunContext context{directory,
                     identity(config),
                     ad::Key::root(static_cast<std::uint64_t>(config.seed)),
                     workers,
                     collect_fingerprint(build_info()),
                     config.checkpoint_every,
                     config.check_finite,
                     allow_drift};
  action(context);
}

void execute(const RunDirectory& directory, RunConfig& config, bool allow_drift) {
  with_context(directory, config, allow_drift, [&](RunContext& run) { config.experiment->run(run); });
  fmt::print("{}\n", directory.path().string());
}

RunConfig stored_config(const fs::path& directory, const std::vector<std::string>& overrides = {}) {
  const fs::path file = directory / config_name;
  if (!fs::exists(file))
    throw DataError(
        fmt::format("{}: no {}, so nothing was published here; start again with: pont run CONFIG --out {}",
                    directory.string(), config_name, directory.string()));
  for (const std::string& o : overrides)
    if (!o.starts_with("threads="))
      throw ConfigError(fmt::format(
          "command line: {}: a resumed run keeps its configuration; only threads=N may be given", o));
  RunConfig config;
  apply(config, merge(read_yaml(file.string(), read_text(file)), parse_overrides(overrides)));
  return config;
}

// A configuration of the checkout may be named from anywhere: ./pont tells where that is.
std::string config_file(const std::string& name) {
  const char* home = std::getenv("PONT_HOME");
  if (fs::exists(name) || !home || !fs::exists(fs::path(home) / name)) return name;
  return (fs::path(home) / name).string();
}

std::string default_directory(const std::string& config) {
  return "runs/" + fs::path(config).stem().string();
}

}  // namespace

int run_command(const Arguments& a) {
  RunConfig config = load_config<RunConfig>(config_file(a.target), a.words);
  const RunDirectory directory = RunDirectory::create(a.out.empty() ? default_directory(a.target) : a.out);
  publish_text(directory.file(config_name), identity(config));
  execute(directory, config, false);
  return 0;
}

int resume_command(const Arguments& a) {
  const RunDirectory directory = RunDirectory::open(a.target);
  RunConfig config = stored_config(directory.path(), a.words);
  if (finished(directory)) {
    fmt::print(stderr, "{}: this run is finished\n", a.target);
    return 0;
  }
  execute(directory, config, a.allow_drift);
  return 0;
}

int sample_command(const Arguments& a) {
  const RunDirectory directory = RunDirectory::open(a.target);
  RunConfig config = stored_config(directory.path());
  with_context(directory, config, true,
               [&](RunContext& run) { config.experiment->sample(run, a.first, a.count); });
  return 0;
}

int plot_command(const Arguments& a) {
  const RunDirectory directory = RunDirectory::open(a.target);
  stored_config(directory.path()).experiment->plot(directory);
  fmt::print("{}\n", directory.file("figures").string());
  return 0;
}

}  // namespace pont::experiments
