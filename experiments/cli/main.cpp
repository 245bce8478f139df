// The program `pont`: commands, and the one place where errors become exit codes.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <system_error>

#include "autodiff/backend.hpp"
#include "experiments/bench/workloads.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/out_of_memory.hpp"
#include "experiments/cli/standard_streams.hpp"
#include "experiments/config/error.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/run/memory.hpp"

namespace pont::cli {
namespace {

using Command = int (*)(const Arguments&);

/// Of --out: nothing at all would be taken for no --out.
const CLI::Validator not_empty(
    [](std::string& text) { return text.empty() ? "is empty; expected a path" : ""; }, "");

CLI::App* add(CLI::App& app, Arguments& a, const char* name, const char* summary, Command command) {
  CLI::App* c = app.add_subcommand(name, summary);
  c->callback([&a, command] { a.command = command; });
  return c;
}

void declare_run_commands(CLI::App& app, Arguments& a) {
  const auto in_directory = [&](const char* name, const char* summary, Command command) {
    CLI::App* c = add(app, a, name, summary, command);
    c->add_option("DIR", a.target, "run directory")->required();
    return c;
  };
  CLI::App* run = add(app, a, "run", "run an experiment from its configuration", run_command);
  run->add_option("CONFIG", a.target, "configuration file")->required();
  run->add_option("--out", a.out, "run directory (default: runs/NAME of the configuration)")
      ->check(not_empty);
  run->add_option("overrides", a.words, "key=value");
  run->add_flag_callback(
      "--check-finite", [&a] { a.words.push_back("check_finite=true"); },
      "stop at the first NaN or infinity and name the operation (slow)");
  CLI::App* resume = in_directory("resume", "continue a run from its newest checkpoint", resume_command);
  resume->add_flag("--allow-drift", a.allow_drift,
                   "also if program or machine compute other bits; recorded in the run");
  resume->add_option("overrides", a.words, "threads=N, device=NAME");
  CLI::App* evaluate =
      in_directory("evaluate", "measure a trained model again, with other keys", evaluate_command);
  evaluate->add_flag("--allow-drift", a.allow_drift,
                     "also by another program or machine; recorded in the run");
  evaluate->add_option("overrides", a.words,
                       "key=value of sections that training does not read, such as sample");
  CLI::App* sample = in_directory("sample", "draw new points from a finished run, as CSV", sample_command);
  constexpr std::int64_t most = 100'000'000,
                         last = 1'000'000'000'000;  // their product with a row does not overflow
  sample->add_option("-n,--count", a.count, "points")->check(CLI::Range(std::int64_t{1}, most));
  sample->add_option("--first", a.first, "number of the first sample (earlier ones were drawn before)")
      ->check(CLI::Range(std::int64_t{0}, last));
  CLI::App* verify =
      in_directory("verify", "run again what a finished run holds, and compare", verify_command);
  verify->add_flag("--quick", a.quick,
                   "only the first steps, and from the last checkpoint but one to the end");
  for (CLI::App* again : {sample, verify}) again->add_option("overrides", a.words, "threads=N, device=NAME");
  in_directory("plot", "draw the figures of a finished run again", plot_command);
  in_directory("info", "what a run is, where it stands, and its fingerprint", info_command);
}

void declare_look_commands(CLI::App& app, Arguments& a) {
  CLI::App* diff = add(app, a, "diff", "compare two runs bit by bit, but for clock values", diff_command);
  diff->add_option("A", a.target, "run directory")->required();
  diff->add_option("B", a.other, "run directory")->required();
  add(app, a, "list", "what there is to choose from", list_command)
      ->add_option("KIND", a.target, "one kind: sdes, samplers, data, configs, ...");
  add(app, a, "explain", "what a configuration key means; all keys without an argument", explain_command)
      ->add_option("KEY", a.target, "for example train.steps");
}

void declare_study_commands(CLI::App& app, Arguments& a) {
  CLI::App* reproduce =
      add(app, a, "reproduce", "compute a published result, beside the publication", reproduce_command);
  reproduce->add_option("NAME", a.target, "which one: see pont list reproductions");
  reproduce->add_flag("--all", a.all, "every one, with its defaults");
  reproduce->add_option("--out", a.out, "directory of the report (default: runs/reproduce/NAME)")
      ->check(not_empty);
  reproduce->add_option("overrides", a.words, "key=value");
  CLI::App* spectrum =
      add(app, a, "spectrum", "the eigenvalues of a data set's covariance, as CSV", spectrum_command);
  spectrum->add_option("DATASET", a.target, "see pont list spectra; or a file of points")->required();
  spectrum->add_option("PATH", a.other, "file or directory of the data set");
  spectrum
      ->add_option("--compress", a.bins,
                   "Gauss quadrature with 3 nodes in each of so many bins of log lambda")
      ->check(CLI::PositiveNumber);
  spectrum->add_option("--out", a.out, "file to write instead of stdout")->check(not_empty);
}

void declare_bench_command(CLI::App& app, Arguments& a) {
  CLI::App* bench = add(app, a, "bench", "time workloads with one and two workers", bench_command);
  bench->add_option("WORKLOAD", a.words, bench::workload_names() + " (default: all)");
  bench->add_option("--peer", a.other, "beside another program: libtorch");
  bench->add_option("--rounds", a.rounds, "timing windows per contender")
      ->check(CLI::PositiveNumber)
      ->default_val(9);
  bench->add_option("--window", a.window, "seconds of one window")->check(CLI::PositiveNumber);
  bench->add_option("--device", a.device, "where they run: cpu, or cuda by the clock of the GPU");
  bench->add_option("--precision", a.precision, "of float32 products on a GPU: float32 or tf32");
  bench->add_option("--out", a.out, "JSON file")->check(not_empty);
  bench->add_option(
      "--growth", a.directory,
      "time against width, depth, batch, sampler steps instead: a table, and a figure in this directory");
  CLI::App* profile = add(app, a, "profile", "where the time of a training step goes", profile_command);
  profile->add_option("CONFIG", a.target, "configuration file")->required();
  profile->add_option("overrides", a.words, "key=value");
}

int main_or_throw(int argc, char** argv) {
  CLI::App app{"Pont: score-based generative models and Schroedinger bridges, reproducibly."};
  app.require_subcommand(1);
  Arguments arguments;
  declare_run_commands(app, arguments);
  declare_look_commands(app, arguments);
  declare_study_commands(app, arguments);
  declare_bench_command(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const int code = app.exit(e);
    return code == 0 ? 0 : 2;
  }
  try {
    return arguments.command(arguments);
  } catch (const std::system_error&) {
    if (std::ferror(stdout)) finish_standard_output();  // which tells what failed
    throw;
  }
}

/// On stderr; where that fails there is nobody to tell.
void say(const std::string& message) noexcept { std::fprintf(stderr, "%s\n", message.c_str()); }

}  // namespace
}  // namespace pont::cli

int main(int argc, char** argv) {
  using namespace pont;
  using namespace cli;
  try {
    keep_standard_streams();
    end_in_order_without_memory();
    run::keep_to_memory_limit();
    const int code = main_or_throw(argc, argv);
    finish_standard_output();
    return code;
  } catch (const run::Stopped& s) {
    say(fmt::format("stopped by signal {}; continue with the same command", s.signal));
    return 128 + s.signal;
  } catch (const config::Error& e) {
    say(e.what());
    return e.exit_code();
  } catch (const pont::ad::DeviceError& e) {
    say(e.what());
    return 4;
  } catch (const std::bad_alloc& e) {
    say(out_of_memory(e));
    return 4;
  } catch (const std::system_error& e) {  // from the standard library or fmt
    say(e.what());
    return 4;
  } catch (const std::exception& e) {
    say(e.what());
    return 1;
  }
}
