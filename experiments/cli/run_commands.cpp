// run, resume, sample, plot: the commands that work in a run directory.
#include <fmt/format.h>

#include <filesystem>

#include "experiments/cli/build_info.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/config/config.hpp"
#include "experiments/run/launch.hpp"

namespace pont::experiments {
namespace {

std::string default_directory(const std::string& config) {
  return "runs/" + std::filesystem::path(config).stem().string();
}

}  // namespace

int run_command(const Arguments& a) {
  RunConfig config = load_config<RunConfig>(config_file(a.target), a.words);
  const std::string directory = a.out.empty() ? default_directory(a.target) : a.out;
  start_run({build_info()}, config, directory);
  fmt::print("{}\n", directory);
  return 0;
}

int resume_command(const Arguments& a) {
  if (resume_run({build_info(), a.allow_drift}, a.target, a.words))
    fmt::print("{}\n", a.target);
  else
    fmt::print(stderr, "{}: this run is finished\n", a.target);
  return 0;
}

int sample_command(const Arguments& a) {
  const RunDirectory directory = RunDirectory::open(a.target);
  RunConfig config = stored_config(directory.path());
  with_context({build_info(), true}, directory, config,
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
