// Remedies for runs and their directories, followed with the program.
#include <sys/resource.h>

#include <filesystem>
#include <memory>

#include "experiments/store/file.hpp"
#include "experiments/store/run_lock.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/remedy.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {
namespace {

namespace fs = std::filesystem;
using Arguments = std::vector<std::string>;

// A directory that lasts as long as the remedies that use it, and a configuration of a second or less.
struct Place {
  Scratch dir;
  std::string config = dir.write("c.yaml", R"(type: score
seed: 5
data: {type: diamond}
sde: {type: vp, clock: {type: constant, beta: 4}}
network: {type: concat_mlp, hidden: 8, depth: 1}
train: {steps: 20, batch: 24, shard: 12}
checkpoint: {every: 5}
sample: {count: 80, paths: 4, samplers: [{name: flow, sampler: {type: runge_kutta_45, relative: 0.1, absolute: 0.1}}]}
evaluate: {loss_rows: 40, likelihood_rows: 8, likelihood_time: 1.0e-2, cloud: 20, repetitions: 2}
)");
  std::string run = dir / "run";
};
using Here = std::shared_ptr<Place>;

std::string said_by(const Arguments& arguments) {
  const Outcome o = pont(arguments);
  return o.code == 0 ? "accepted" : o.err;
}
Arguments run_of(const Here& here, const Arguments& more = {}) {
  Arguments words{"run", here->config, "--out", here->run};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

// A run with one set of keys, and in another directory with another.
Remedy rerun(const Arguments& broken, const std::string& named, const Arguments& mended) {
  const Here here = std::make_shared<Place>();
  const auto run = [=](const Arguments& more) {
    fs::remove_all(here->run);
    return said_by(run_of(here, more));
  };
  return {[=] { return run(broken); }, named, [=] { return run(mended); }};
}

// The same where the first run may have 2 GiB: runs of several tests at a time fit into a machine.
Remedy rerun_in_little_memory(const Arguments& broken, const std::string& named, const Arguments& mended) {
  Remedy r = rerun(broken, named, mended);
  r.broken = [run = r.broken] {
    rlimit usual{};
    ::getrlimit(RLIMIT_DATA, &usual);
    const rlimit little{rlim_t{2} << 30, usual.rlim_max};
    ::setrlimit(RLIMIT_DATA, &little);
    const std::string message = run();
    ::setrlimit(RLIMIT_DATA, &usual);
    return message;
  };
  return r;
}

// A run that ends with a message, and what is then done with its directory.
Remedy followed(const Arguments& broken, const std::string& named, const Arguments& command) {
  const Here here = std::make_shared<Place>();
  return {[=] { return said_by(run_of(here, broken)); }, named,
          [=] {
            Arguments words = command;
            words.insert(words.begin() + 1, here->run);
            return said_by(words);
          }};
}

std::vector<Remedy> of_training() {
  const Arguments far{"train.optimiser={type: sgd}", "train.schedule={type: constant, rate: 1.0e+30}"};
  return {
      rerun(far, "lower train.schedule.rate", {"train.optimiser={type: sgd}"}),
      rerun({"data={type: isotropic_gaussian, dimension: 2, deviation: 1.0e+30}"},
            "bring the data to a scale near 1",
            {"data={type: isotropic_gaussian, dimension: 2, deviation: 1}"}),
      rerun({"data={type: isotropic_gaussian, dimension: 2, deviation: 1.0e+17}"},
            "no parameter has moved yet", {"data={type: isotropic_gaussian, dimension: 2, deviation: 1}"}),
      rerun_in_little_memory({"train.batch=100000000", "train.shard=100000000"},
                             "use a smaller train.batch, train.shard", {"train.batch=48", "train.shard=24"}),
      rerun({"network={type: concat_mlp, hidden: 65536, depth: 9}"}, "use smaller", {}),
  };
}

// Langevin chains of one step size and another.
std::vector<Remedy> of_chains() {
  const Here here = std::make_shared<Place>();
  const std::string config = here->dir.write("target.yaml", R"(type: target
data: {type: mixture}
chains:
  count: 100
  iterations: 20
  paths: 2
  samplers: [{name: a, sampler: {type: chain, move: {type: unadjusted_langevin, step: 0.1}}}]
evaluate: {cloud: 20, repetitions: 2}
)");
  const auto run = [=](const Arguments& more) {
    Arguments words{"run", config, "--out", here->run};
    words.insert(words.end(), more.begin(), more.end());
    fs::remove_all(here->run);
    return said_by(words);
  };
  const std::string far =
      "chains.samplers=[{name: a, sampler: {type: chain, move: {type: unadjusted_langevin, step: 1.0e+30}}}]";
  return {{[=] { return run({far}); }, "take a smaller step", [=] { return run({}); }}};
}

std::string flow(const std::string& keys) {
  return "sample.samplers=[{name: flow, sampler: {type: runge_kutta_45, " + keys + "}}]";
}

// What is said where gnuplot is missing, or ends with an error.
Remedy drawn(const std::string& gnuplot, const std::string& named) {
  const Here here = std::make_shared<Place>();
  if (!gnuplot.empty()) {
    here->dir.write("gnuplot", gnuplot);
    fs::permissions(here->dir / "gnuplot", fs::perms::owner_all);
  }
  return {[=] { return pont(run_of(here), -1, SIGKILL, {"PATH=" + (here->dir / "")}).err; }, named,
          [=] {
            return said_by({"plot", here->run});
          }};
}

std::vector<Remedy> of_measures() {
  return {
      rerun({flow("evaluations: 10")}, "or allow more evaluations", {flow("evaluations: 100000")}),
      rerun({flow("evaluations: 14")}, "raise the tolerances",
            {flow("evaluations: 200, relative: 0.9, absolute: 0.9")}),
      followed({"evaluate.likelihood_evaluations=8"}, "measure with other keys: pont evaluate",
               {"evaluate", "evaluate.likelihood_evaluations=100000"}),
      drawn("#!/bin/sh\nexit 1\n", "draw them again with: pont plot"),
      drawn("", "install gnuplot-nox and run"),
  };
}

// A finished run is in the way: of another, and of nothing.
std::vector<Remedy> of_directories() {
  const Here here = std::make_shared<Place>();
  const auto twice = [=] {
    said_by(run_of(here));
    return said_by(run_of(here));
  };
  const std::string nothing = here->dir / "nothing";
  fs::create_directories(nothing);
  return {
      {twice, "choose another with --out",
       [=] {
         return said_by({"run", here->config, "--out", here->dir / "other"});
       }},
      {twice, "or continue it with: pont resume",
       [=] {
         return said_by({"resume", here->run});
       }},
      {[=] {
         return said_by({"info", here->dir / "absent"});
       },
       "expected one made by 'pont run'",
       [=] {
         return twice(), said_by({"info", here->run});
       }},
      {[=] {
         return said_by({"resume", nothing});
       },
       "start again with: pont run CONFIG --out",
       [=] {
         return said_by({"run", here->config, "--out", nothing});
       }},
  };
}

// What commands that look at a finished run are told wrongly.
std::vector<Remedy> of_looks() {
  const Here here = std::make_shared<Place>();
  const auto looked = [=](const Arguments& words) {
    if (!fs::exists(here->run)) said_by(run_of(here));
    return said_by(words);
  };
  const auto to_file = [=](const std::string& name) {
    return [=] { return looked({"sample", here->run, "--out", here->dir / name}); };
  };
  const auto filtered = [=](const std::string& word) {
    return [=] { return looked({"runs", here->run, word}); };
  };
  return {{to_file("x.txt"), "expected a name that ends with .csv, .npy or .h5", to_file("x.npy")},
          {filtered("seed"), "expected key=value after the directory", filtered("seed=5")}};
}

// Training that a signal ends; what goes on with it runs until the next.
std::vector<Remedy> of_stops() {
  const Here here = std::make_shared<Place>();
  const auto stopped = [=](const Arguments& words) {
    std::string said;
    for (double seconds = 0.5; seconds < 30 && said.find("stopped by") == std::string::npos; seconds *= 2)
      said = pont(words, seconds, SIGTERM).err;
    return said;
  };
  const Arguments endless = run_of(here, {"train.steps=1000000000", "checkpoint.every=500"});
  const auto stop = [=] { return fs::remove_all(here->run), stopped(endless); };
  const auto goes_on = [=] {
    const std::string said = stopped({"resume", here->run});
    return said.find("stopped by") == std::string::npos ? said : std::string("accepted");
  };
  const auto evaluated = [=] { return stop(), said_by({"evaluate", here->run}); };
  const auto sampled = [=] {
    stop();
    for (const auto& checkpoint : fs::directory_iterator(here->run + "/checkpoints")) fs::remove(checkpoint);
    return said_by({"sample", here->run});
  };
  return {{stop, "continue with: pont resume", goes_on},
          {evaluated, "training has not ended; go on with: pont resume", goes_on},
          {sampled, "no checkpoint yet; go on with: pont resume", goes_on}};
}

// Opens a file while the limit on open files is as many as there are.
void open_under_a_limit(const std::string& file) {
  rlimit usual{};
  ::getrlimit(RLIMIT_NOFILE, &usual);
  const rlimit none{3, usual.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &none);
  const std::string message = said([&] { File::open_to_read(file); });
  ::setrlimit(RLIMIT_NOFILE, &usual);
  if (message != "accepted") throw std::runtime_error(message);
}

std::vector<Remedy> of_files() {
  const Here here = std::make_shared<Place>();
  const std::string missing = here->dir / "missing";
  const std::string circle = here->dir / "circle";
  fs::create_symlink(circle, circle);
  const auto opened = [](const std::string& file) { return [=] { File::open_to_read(file); }; };
  const auto created = [](const std::string& file) { return [=] { File::create_new(file); }; };
  const auto locked = [=] { const RunLock first(here->dir / "."), second(here->dir / "."); };
  return {
      call(opened(missing), "check the path: the file or its directory does not exist", opened(here->config)),
      call(opened(here->config + "/x"), "a part of it is a file, not a directory", opened(here->config)),
      call(opened(circle), "its links lead in a circle", opened(here->config)),
      call(created(here->config), "something else of this name is there", created(here->dir / "new")),
      call([=] { File::open_to_update(here->dir / "."); }, "it is a directory, not a file",
           [=] { File::open_to_update(here->config); }),
      call([=] { open_under_a_limit(here->config); }, "raise the limit on open files (ulimit -n)",
           opened(here->config)),
      call(locked, "wait for it to end, or stop it", [=] { const RunLock alone(here->dir / "."); }),
  };
}

}  // namespace

std::vector<Remedy> remedies_of_runs() {
  std::vector<Remedy> all;
  for (const auto& part : {of_training, of_chains, of_measures, of_directories, of_looks, of_stops, of_files})
    for (Remedy& remedy : part()) all.push_back(std::move(remedy));
  return all;
}

}  // namespace pont::experiments::test
