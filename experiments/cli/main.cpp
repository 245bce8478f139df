// The program `pont`: commands, and the one place where errors become exit codes.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <exception>

#include "experiments/cli/commands.hpp"
#include "experiments/config/error.hpp"
#include "experiments/run/experiment.hpp"

namespace pont::experiments {
namespace {

void declare_commands(CLI::App& app, Arguments& a) {
  const auto config = [&](CLI::App* c) { c->add_option("CONFIG", a.target, "configuration file")->required(); };
  const auto directory = [&](CLI::App* c) { c->add_option("DIR", a.target, "run directory")->required(); };

  CLI::App* run = app.add_subcommand("run", "run an experiment from its configuration");
  config(run);
  run->add_option("--out", a.out, "run directory (default: runs/NAME of the configuration)");
  run->add_option("overrides", a.words, "key=value");
  run->add_flag_callback("--check-finite", [&] { a.words.push_back("check_finite=true"); },
                         "stop at the first NaN or infinity and name the operation (slow)");
  run->callback([&] { a.command = run_command; });

  CLI::App* resume = app.add_subcommand("resume", "continue a run from its newest checkpoint");
  directory(resume);
  resume->add_flag("--allow-drift", a.allow_drift, "also if program or machine compute other bits; recorded in the run");
  resume->add_option("overrides", a.words, "threads=N only");
  resume->callback([&] { a.command = resume_command; });

  CLI::App* sample = app.add_subcommand("sample", "draw new points from a finished run, as CSV");
  directory(sample);
  sample->add_option("-n,--count", a.count, "points")->check(CLI::PositiveNumber);
  sample->add_option("--first", a.first, "number of the first sample (earlier ones were drawn before)")->check(CLI::NonNegativeNumber);
  sample->callback([&] { a.command = sample_command; });

  CLI::App* plot = app.add_subcommand("plot", "draw the figures of a finished run again");
  directory(plot);
  plot->callback([&] { a.command = plot_command; });

  CLI::App* info = app.add_subcommand("info", "what a run is, where it stands, and its fingerprint");
  directory(info);
  info->callback([&] { a.command = info_command; });

  CLI::App* diff = app.add_subcommand("diff", "compare two runs bit by bit, but for clock values");
  diff->add_option("A", a.target, "run directory")->required();
  diff->add_option("B", a.other, "run directory")->required();
  diff->callback([&] { a.command = diff_command; });

  CLI::App* list = app.add_subcommand("list", "what there is to choose from");
  list->add_option("KIND", a.target, "one kind: sdes, samplers, data, configs, ...");
  list->callback([&] { a.command = list_command; });

  CLI::App* explain = app.add_subcommand("explain", "what a configuration key means; all keys without an argument");
  explain->add_option("KEY", a.target, "for example train.steps");
  explain->callback([&] { a.command = explain_command; });

  CLI::App* reproduce = app.add_subcommand("reproduce", "compute a published result, beside the publication");
  reproduce->add_option("NAME", a.target, "which one: see pont list reproductions");
  reproduce->add_flag("--all", a.all, "every one, with its defaults");
  reproduce->add_option("--out", a.out, "directory of the report (default: runs/reproduce/NAME)");
  reproduce->add_option("overrides", a.words, "key=value");
  reproduce->callback([&] { a.command = reproduce_command; });

  CLI::App* spectrum = app.add_subcommand("spectrum", "the eigenvalues of a data set's covariance, as CSV");
  spectrum->add_option("DATASET", a.target, "see pont list spectra; or a file of points")->required();
  spectrum->add_option("PATH", a.other, "file or directory of the data set");
  spectrum->add_option("--compress", a.bins, "Gauss quadrature with 3 nodes in each of so many bins of log lambda")
      ->check(CLI::PositiveNumber);
  spectrum->add_option("--out", a.out, "file to write instead of stdout");
  spectrum->callback([&] { a.command = spectrum_command; });
}

int main_or_throw(int argc, char** argv) {
  CLI::App app{"Pont: score-based generative models and Schroedinger bridges, reproducibly."};
  app.require_subcommand(1);
  Arguments arguments;
  declare_commands(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const int code = app.exit(e);
    return code == 0 ? 0 : 2;
  }
  return arguments.command(arguments);
}

}  // namespace
}  // namespace pont::experiments

int main(int argc, char** argv) {
  using namespace pont::experiments;
  try {
    return main_or_throw(argc, argv);
  } catch (const Stopped& s) {
    fmt::print(stderr, "stopped by signal {} after a checkpoint; continue with: pont resume DIR\n", s.signal);
    return 128 + s.signal;
  } catch (const Error& e) {
    fmt::print(stderr, "{}\n", e.what());
    return e.exit_code();
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "out of memory; use a smaller train.batch, train.shard or sample.chunk\n");
    return 1;
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 1;
  }
}
