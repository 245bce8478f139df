// run, resume, evaluate, sample, verify, plot: the commands that work in a run directory.
#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "experiments/cli/build_info.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/launch.hpp"
#include "experiments/run/owned_data.hpp"
#include "experiments/run/verify.hpp"

namespace pont::experiments {
namespace {

std::string default_directory(const std::string& config) {
  return "runs/" + std::filesystem::path(config).stem().string();
}

// A word that the shell reads as `text`.
std::string shell_word(const std::string& text) {
  if (text.find_first_of(" \"'`$&;|<>()*?[]#~!\\{}") == std::string::npos) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

// Ends a run that was stopped with what goes on with it; another command than `resume` would refuse its
// directory.
int tell_how_to_go_on(const Stopped& stopped, const std::string& directory) {
  fmt::print(stderr, "stopped by signal {}; continue with: pont resume {}\n", stopped.signal,
             shell_word(directory));
  return 128 + stopped.signal;
}

}  // namespace

int run_command(const Arguments& a) {
  const std::filesystem::path file = config_file(a.target);
  RunConfig config = load_config(file, a.words, RunConfig(experiment_kinds()));
  place_files(config, file.parent_path());  // config.yaml of a run names its own data
  const std::string directory = a.out.empty() ? default_directory(a.target) : a.out;
  try {
    start_run({experiment_kinds(), build_info()}, config, directory);
  } catch (const Stopped& s) {
    return tell_how_to_go_on(s, directory);
  }
  fmt::print("{}\n", directory);
  return 0;
}

int resume_command(const Arguments& a) {
  try {
    if (resume_run({experiment_kinds(), build_info(), a.allow_drift}, a.target, a.words))
      fmt::print("{}\n", a.target);
    else
      fmt::print(stderr, "{}: this run is finished\n", a.target);
  } catch (const Stopped& s) {
    return tell_how_to_go_on(s, a.target);
  }
  return 0;
}

int evaluate_command(const Arguments& a) {
  evaluate_run({experiment_kinds(), build_info(), a.allow_drift}, a.target, a.words);
  fmt::print("{}\n", a.target);
  return 0;
}

int sample_command(const Arguments& a) {
  const RunDirectory directory = RunDirectory::open(a.target);
  RunConfig config = stored_config(experiment_kinds(), directory.path(), a.words);
  with_context({experiment_kinds(), build_info(), true}, directory, config,
               [&](RunContext& run) { config.experiment->sample(run, a.first, a.count); });
  return 0;
}

int verify_command(const Arguments& a) {
  constexpr std::int64_t first_steps = 100;
  const Launch launch{experiment_kinds(), build_info(), true};
  const std::vector<DataSetAgreement> all =
      a.quick ? verify_quickly(launch, a.target, first_steps, a.words) : verify(launch, a.target, a.words);
  std::map<Tier, std::size_t> count;
  for (const DataSetAgreement& agreement : all) {
    fmt::print("{:<12} {}\n", name_of(agreement.tier), agreement.path);
    ++count[agreement.tier];
  }
  fmt::print("{} data sets: {} to the bit, {} within the tolerance, {} statistically, {} differ\n",
             all.size(), count[Tier::bits], count[Tier::tolerance], count[Tier::statistical],
             count[Tier::differs]);
  return count[Tier::differs] == 0 ? 0 : 1;
}

int plot_command(const Arguments& a) {
  const RunDirectory directory = RunDirectory::open(a.target);
  stored_config(experiment_kinds(), directory.path()).experiment->plot(directory);
  fmt::print("{}\n", directory.file("figures").string());
  return 0;
}

}  // namespace pont::experiments
