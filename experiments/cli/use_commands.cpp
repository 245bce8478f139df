// sample, plot: the commands that use a trained model and its numbers again.
#include <fmt/format.h>

#include "experiments/cli/build_info.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/launch.hpp"

namespace pont::cli {
namespace {

class Sample final : public Command {
 public:
  void declare(Syntax& s) override {
    constexpr std::int64_t most = 100'000'000,
                           last = 1'000'000'000'000;  // their product with a row does not overflow
    s.argument("DIR", directory_, "run directory");
    s.option("-n,--count", count_, "points", 1, most);
    s.option("--first", first_, "number of the first sample (earlier ones were drawn before)", 0, last);
    s.arguments("overrides", words_, "threads=N, device=NAME");
  }
  int run() override {
    const store::RunDirectory directory = store::RunDirectory::open(directory_);
    run::RunConfig config = run::stored_config(kinds::experiment_kinds(), directory.path(), words_);
    run::with_context({kinds::experiment_kinds(), build_info(), true}, directory, config,
                      [&](run::RunContext& run) { config.experiment->sample(run, first_, count_); });
    return 0;
  }

 private:
  std::string directory_;
  std::int64_t count_ = 1000, first_ = 0;
  std::vector<std::string> words_;
};

class Plot final : public Command {
 public:
  void declare(Syntax& s) override { s.argument("DIR", directory_, "run directory"); }
  int run() override {
    const store::RunDirectory directory = store::RunDirectory::open(directory_);
    run::stored_config(kinds::experiment_kinds(), directory.path()).experiment->plot(directory);
    fmt::print("{}\n", directory.file("figures").string());
    return 0;
  }

 private:
  std::string directory_;
};

}  // namespace

Commands use_commands() {
  return {command<Sample>("sample", "draw new points from a finished run, as CSV"),
          command<Plot>("plot", "draw the figures of a finished run again")};
}

}  // namespace pont::cli
