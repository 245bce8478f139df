// run, resume, evaluate, extend, verify: the commands that compute in a run directory.
#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "experiments/cli/build_info.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/launch.hpp"
#include "experiments/run/owned_data.hpp"
#include "experiments/run/reuse.hpp"
#include "experiments/run/verify.hpp"
#include "experiments/store/command_line.hpp"
#include "experiments/store/json.hpp"

namespace pont::cli {
namespace {

std::string default_directory(const std::string& config) {
  return "runs/" + std::filesystem::path(config).stem().string();
}

// Ends a run that was stopped with what goes on with it; another command than `resume` would refuse its
// directory.
int tell_how_to_go_on(const run::Stopped& stopped, const std::string& directory) {
  fmt::print(stderr, "stopped by signal {}; continue with: pont resume {}\n", stopped.signal,
             store::shell_word(directory));
  return 128 + stopped.signal;
}

class Run final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("CONFIG", config_, "configuration file");
    s.path_option("--out", out_, "run directory (default: runs/NAME of the configuration)");
    s.arguments("overrides", words_, "key=value");
    s.flag("--check-finite", check_finite_,
           "stop at the first NaN or infinity and name the operation (slow)");
  }
  int run() override {
    if (check_finite_) words_.push_back("check_finite=true");
    const std::filesystem::path file = run::config_file(config_);
    run::RunConfig config = config::load_config(file, words_, run::RunConfig(kinds::experiment_kinds()));
    run::place_files(config, file.parent_path());  // config.yaml of a run names its own data
    const std::string directory = out_.empty() ? default_directory(config_) : out_;
    try {
      run::start_run({kinds::experiment_kinds(), build_info()}, config, directory);
    } catch (const run::Stopped& s) {
      return tell_how_to_go_on(s, directory);
    }
    fmt::print("{}\n", directory);
    return 0;
  }

 private:
  std::string config_, out_;
  std::vector<std::string> words_;
  bool check_finite_ = false;
};

// A finished run is left as it is.
class Resume final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("DIR", directory_, "run directory");
    s.flag("--allow-drift", allow_drift_,
           "also if program or machine compute other bits; recorded in the run");
    s.arguments("overrides", words_, "threads=N, device=NAME");
  }
  int run() override {
    try {
      if (run::resume_run({kinds::experiment_kinds(), build_info(), allow_drift_}, directory_, words_))
        fmt::print("{}\n", directory_);
      else
        fmt::print(stderr, "{}: this run is finished\n", directory_);
    } catch (const run::Stopped& s) {
      return tell_how_to_go_on(s, directory_);
    }
    return 0;
  }

 private:
  std::string directory_;
  std::vector<std::string> words_;
  bool allow_drift_ = false;
};

class Evaluate final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("DIR", directory_, "run directory");
    s.flag("--allow-drift", allow_drift_, "also by another program or machine; recorded in the run");
    s.arguments("overrides", words_, "key=value of sections that training does not read, such as sample");
  }
  int run() override {
    run::evaluate_run({kinds::experiment_kinds(), build_info(), allow_drift_}, directory_, words_);
    fmt::print("{}\n", directory_);
    return 0;
  }

 private:
  std::string directory_;
  std::vector<std::string> words_;
  bool allow_drift_ = false;
};

class Extend final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("DIR", from_, "finished run");
    s.path_option("--out", out_, "the new run directory (default: DIR_STEPS)");
    s.flag("--allow-drift", allow_drift_, "also by another program or machine; recorded in the run");
    s.arguments("overrides", words_, "train.steps=N, and keys of what training does not read");
  }
  int run() override {
    const std::string to = out_.empty() ? default_name() : out_;
    try {
      run::extend_run({kinds::experiment_kinds(), build_info(), allow_drift_}, from_, words_, to);
    } catch (const run::Stopped& s) {
      return tell_how_to_go_on(s, to);
    }
    fmt::print("{}\n", to);
    return 0;
  }

 private:
  std::string default_name() const {
    const std::string key = "train.steps=";
    for (const std::string& word : words_)
      if (word.starts_with(key))
        return from_.substr(0, from_.find_last_not_of('/') + 1) + "_" + word.substr(key.size());
    throw config::ConfigError("extend: no train.steps=N; expected more steps than the run has taken");
  }

  std::string from_, out_;
  std::vector<std::string> words_;
  bool allow_drift_ = false;
};

store::Json json_of(const std::vector<store::DataSetAgreement>& all) {
  store::Json rows = store::Json::list();
  for (const store::DataSetAgreement& agreement : all)
    rows.add(store::Json::object().set("path", agreement.path).set("tier", store::name_of(agreement.tier)));
  return rows;
}

void print(const std::vector<store::DataSetAgreement>& all, std::map<store::Tier, std::size_t> count) {
  for (const store::DataSetAgreement& agreement : all)
    fmt::print("{:<12} {}\n", store::name_of(agreement.tier), agreement.path);
  fmt::print("{} data sets: {} to the bit, {} within the tolerance, {} statistically, {} differ\n",
             all.size(), count[store::Tier::bits], count[store::Tier::tolerance],
             count[store::Tier::statistical], count[store::Tier::differs]);
}

// 1 when something differs.
class Verify final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("DIR", directory_, "run directory");
    s.flag("--quick", quick_, "only the first steps, and from the last checkpoint but one to the end");
    s.flag("--json", json_, "as JSON");
    s.arguments("overrides", words_, "threads=N, device=NAME");
  }
  int run() override {
    constexpr std::int64_t first_steps = 100;
    run::Launch launch{kinds::experiment_kinds(), build_info(), true};
    if (json_) launch.results = stderr;
    const std::vector<store::DataSetAgreement> all =
        quick_ ? run::verify_quickly(launch, directory_, first_steps, words_)
               : run::verify(launch, directory_, words_);
    std::map<store::Tier, std::size_t> count;
    for (const store::DataSetAgreement& agreement : all) ++count[agreement.tier];
    if (json_)
      fmt::print("{}", json_of(all).text());
    else
      print(all, count);
    return count[store::Tier::differs] == 0 ? 0 : 1;
  }

 private:
  std::string directory_;
  std::vector<std::string> words_;
  bool quick_ = false, json_ = false;
};

}  // namespace

Commands run_commands() {
  return {command<Run>("run", "run an experiment from its configuration"),
          command<Resume>("resume", "continue a run from its newest checkpoint"),
          command<Evaluate>("evaluate", "measure a trained model again, with other keys"),
          command<Extend>("extend", "a new run that trains on from where a finished one ended"),
          command<Verify>("verify", "run again what a finished run holds, and compare")};
}

}  // namespace pont::cli
