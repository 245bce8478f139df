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

namespace pont::cli {
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
int tell_how_to_go_on(const run::Stopped& stopped, const std::string& directory) {
  fmt::print(stderr, "stopped by signal {}; continue with: pont resume {}\n", stopped.signal,
             shell_word(directory));
  return 128 + stopped.signal;
}

}  // namespace

int run_command(const Arguments& a) {
  const std::filesystem::path file = run::config_file(a.target);
  run::RunConfig config = config::load_config(file, a.words, run::RunConfig(kinds::experiment_kinds()));
  run::place_files(config, file.parent_path());  // config.yaml of a run names its own data
  const std::string directory = a.out.empty() ? default_directory(a.target) : a.out;
  try {
    run::start_run({kinds::experiment_kinds(), build_info()}, config, directory);
  } catch (const run::Stopped& s) {
    return tell_how_to_go_on(s, directory);
  }
  fmt::print("{}\n", directory);
  return 0;
}

int resume_command(const Arguments& a) {
  try {
    if (run::resume_run({kinds::experiment_kinds(), build_info(), a.allow_drift}, a.target, a.words))
      fmt::print("{}\n", a.target);
    else
      fmt::print(stderr, "{}: this run is finished\n", a.target);
  } catch (const run::Stopped& s) {
    return tell_how_to_go_on(s, a.target);
  }
  return 0;
}

int evaluate_command(const Arguments& a) {
  run::evaluate_run({kinds::experiment_kinds(), build_info(), a.allow_drift}, a.target, a.words);
  fmt::print("{}\n", a.target);
  return 0;
}

int sample_command(const Arguments& a) {
  const store::RunDirectory directory = store::RunDirectory::open(a.target);
  run::RunConfig config = run::stored_config(kinds::experiment_kinds(), directory.path(), a.words);
  run::with_context({kinds::experiment_kinds(), build_info(), true}, directory, config,
                    [&](run::RunContext& run) { config.experiment->sample(run, a.first, a.count); });
  return 0;
}

int verify_command(const Arguments& a) {
  constexpr std::int64_t first_steps = 100;
  const run::Launch launch{kinds::experiment_kinds(), build_info(), true};
  const std::vector<store::DataSetAgreement> all =
      a.quick ? run::verify_quickly(launch, a.target, first_steps, a.words)
              : run::verify(launch, a.target, a.words);
  std::map<store::Tier, std::size_t> count;
  for (const store::DataSetAgreement& agreement : all) {
    fmt::print("{:<12} {}\n", store::name_of(agreement.tier), agreement.path);
    ++count[agreement.tier];
  }
  fmt::print("{} data sets: {} to the bit, {} within the tolerance, {} statistically, {} differ\n",
             all.size(), count[store::Tier::bits], count[store::Tier::tolerance],
             count[store::Tier::statistical], count[store::Tier::differs]);
  return count[store::Tier::differs] == 0 ? 0 : 1;
}

int plot_command(const Arguments& a) {
  const store::RunDirectory directory = store::RunDirectory::open(a.target);
  run::stored_config(kinds::experiment_kinds(), directory.path()).experiment->plot(directory);
  fmt::print("{}\n", directory.file("figures").string());
  return 0;
}

}  // namespace pont::cli
