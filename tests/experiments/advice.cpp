// Imperatives and alternatives by their words; exemptions with their reasons.
#include "tests/experiments/advice.hpp"

#include <algorithm>
#include <regex>

#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {
namespace {

// Functions whose texts describe keys, choices, commands and operations, or are data of reports and files.
bool describes(const std::string& call) {
  static const std::vector<std::string> describing{
      "key",    "section",     "row",       "argument",          "arguments",
      "option", "path_option", "flag",      "optional_argument", "command",
      "add",    "fail_io",     "attribute", "push_back",         "table",
      "collect"};
  return std::find(describing.begin(), describing.end(), call) != describing.end();
}

bool is_script_of_a_figure(const std::string& file) {
  return file.starts_with("experiments/figures/") && !file.ends_with("render.cpp");
}

}  // namespace

bool is_advice(const SourceText& text) {
  static const std::regex advice(
      R"re((?:^|[;:,(] ?|\bor (?:to )?|\band )(?:choose|lower|raise|allow|install|take|use|give|set [A-Z]|train|leave|remove|write it|build|put|free|check|change|run|copy|rename|make|restore|resume|continue|consider|keep|start (?:it|the|again)|wait|ask|go on|draw them|measure with|let|bring|move|open it|end the|order the|sum it|begin it)\b )re"
      R"re(|expected [^;]*\bor )re"
      R"re(|\bpont (?:run|resume|evaluate|sample|plot|info|verify|diff|reproduce|bench|profile|spectrum|list|explain|build|test|help)\b)re"
      R"re(|[ (][a-z_]+(?:\.[a-z_]+)*=[a-z0-9{\[]|for example|for instance|did you mean)re");
  return !std::any_of(text.calls.begin(), text.calls.end(), describes) && !is_script_of_a_figure(text.file) &&
         std::regex_search(text.text, advice);
}

const std::vector<Exemption>& exemptions() {
  static const std::string script = "tests/cli/front_door.sh runs the script in such places",
                           package = "installs packages", library = "a contract of C++ that no key reaches",
                           damage = "tests/faults/damage_test.cpp damages every file of a run",
                           disk = "tests/faults/io_test.cpp and disk_test fill the disk, and resume",
                           memory = "tests/faults/memory_test.cpp takes the memory away",
                           other = "needs another program, machine or version",
                           text = "a description in a report or a list",
                           downloads = "needs data sets that are not in this checkout";
  static const std::vector<Exemption> rows{
      {"apt-get install {}", package},
      {"convert FILE -", other},
      {"and resize: area make them smaller", "needs pictures of 4 GB"},
      {"install what Debian calls", package},
      {"or use a copy that is yours", script},
      {"see {}/found/{}.log", "a finding of the fuzzer"},
      {"(measured: pont reproduce sampler-orders)", text},
      {"Written by `pont reproduce {}`", text},
      {"as `./pont explain --page` prints them", text},
      {"(pont spectrum ... --compress {})", text},
      {"give one axis of a product", library},
      {"give each a name of its own", library},
      {"figure name '{}'", library},
      {"expected: pont reproduce --all", "takes an hour; its parts have tests of their own"},
      {"what was published stands: free memory", memory},
      {"; free memory, then resume the run", memory},
      {"stopped by a signal; what was published is kept",
       "tests/faults/evaluation_test.cpp signals and resumes"},
      {"continue with the same command", "the command line of every test that is stopped"},
      {"install the peer", package},
      {"start it by hand to see why", other},
      {"free some space on this disk", disk},
      {"free some of your quota", disk},
      {"raise the limit on the size of a file", disk},
      {"let the reader run to its end", "tests/experiments/program_streams_test.cpp closes pipes"},
      {"open it, or leave it as it is", "tests/experiments/program_streams_test.cpp closes streams"},
      {"choose a directory you may write to", "root may write everywhere; tests/cli/front_door.sh as a user"},
      {"choose a directory on a disk that can be written to", disk},
      {"the disk or the network to it failed", disk},
      {"remove the cause, then resume the run", disk},
      {"expected a metric log of this run", damage},
      {"expected a file as Pont published it", damage},
      {"none of {} checkpoints is sound", damage},
      {"give the file its name again", "tests/faults/damage_test.cpp puts another file there"},
      {"damaged or forged", damage},
      {"changed while the run was about to start", "a race with another program"},
      {"give --allow-drift", other},
      {"use the version of Pont that wrote it", other},
      {"give config.yaml of the run its old text again",
       "tests/experiments/run_data_test.cpp changes it; the old text is what the run had"},
      {"holds a run of another configuration", "tests/experiments/run_launch_test.cpp"},
      {"run again in another directory", "tests/faults/damage_test.cpp removes snapshots"},
      {"give one that trains a single network", "minutes; bench_test.cpp profiles one"},
      {"give a configuration that does", "minutes; bench_test.cpp profiles one"},
      {"choose a shard that divides the batch", "as train.batch, in a reproduction of minutes"},
      {"give the directory that holds it", downloads},
      {"any other IDX file: pont spectrum idx", downloads},
      {"give the directory of the CIFAR-10", downloads},
      {"give a k x k drift matrix", library},
      {"give k x k blocks", library},
      {"build the clock by clock_of_rate", library},
      {"build the clock by chain_clock", library},
      {"give more of them", "tests/experiments/distance_program_test.cpp gives 60"},
      {"use lyapunov(A, D)", library},
      {"use Sref_inv = 0", library},
      {"use more points", library},
      {"give it a horizon", library},
      {"order the two times", library},
      {"and [n, 1] or [n, d]", library},
      {"or as many orthonormal columns", library},
      {"leave out points without mass", library},
      {"sde.initial for hybrid score matching", library},
      {"raise the smallest training time or the floor", library},
      {"or the predictor alone", library},
      {"choose a stochastic sampler or lambda = 0", library},
      {"or stochastic_ddim for less noise", library},
      {"end the grid at eps > 0", library},
      {"give at least one step", library},
      {"give every law a density", library},
      {"or the sliced distance", "plans of a billion pairs"},
      {"take more steps, or check the score", "tests/sde/sampler_order_test.cpp: finer grids are nearer"},
      {"use another one for biases", library},
      {"use infinity for no clipping", library},
      {"change one of the two", library},
      {"use a smaller train.shard", "tests/cuda/memory_test.cpp on the emulated device"},
      {"sum it over the rows", library},
      {"expected f32 or f64", library},
      {"give each module a name of its own", library},
      {"or fewer driven blocks", library},
      {"decay {} given, expected 0 or more", library},
      {"{} blocks given, expected 0 or more", library},
  };
  return rows;
}

bool is_exempt(const SourceText& text) {
  return std::any_of(exemptions().begin(), exemptions().end(),
                     [&](const Exemption& e) { return e.covers(text); });
}

}  // namespace pont::experiments::test
