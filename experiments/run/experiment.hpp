// What every experiment has: the keys of its configuration, and a run in a directory.
#pragma once
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>
#include <string>

#include "autodiff/rng.hpp"
#include "autodiff/workers.hpp"
#include "experiments/config/choice.hpp"
#include "experiments/metrics/points.hpp"
#include "experiments/store/fingerprint.hpp"
#include "experiments/store/run_directory.hpp"

namespace pont::nn {
class TrainingStep;
}

namespace pont::store {
class H5Reader;
}
namespace pont::exchange {
struct Portable;
}
namespace pont::figures {
struct Folder;
struct Style;
}  // namespace pont::figures

namespace pont::run {

class RunParts;
struct TrainKeys;

/// Everything a running experiment may use. All randomness comes from `key`; nothing may depend on the number
/// of workers.
struct RunContext final {
  const store::RunDirectory& directory;
  std::string config;  ///< resolved YAML
  ad::Key key;         ///< root of the run's randomness
  ad::Workers& workers;
  store::Fingerprint fingerprint;
  std::int64_t checkpoint_every;  ///< steps
  bool check_finite;
  bool allow_drift;  ///< resume although the fingerprint has changed
  std::int64_t stop_after = std::numeric_limits<std::int64_t>::max();  ///< steps; then Stopped{0} is thrown
  std::FILE* results = stdout;                                         ///< where its table goes
  /// If there is one, train() hands its training step to it instead of training, and throws Inspected.
  std::function<void(nn::TrainingStep&)> inspect = {};
  /// What each data file holds, by the section that names it: a line of numbers, then notes and warnings.
  store::Facts files = {};
};

/// The run ended at its first training, which was only to be looked at.
struct Inspected final {};

/// The run was asked to stop, and has published its state.
struct Stopped final {
  int signal;
};

/// What is made of the run.h5 of a kind of experiment.
struct Presentation final {
  void (*figures)(const store::H5Reader& run, const figures::Folder& folder);
  std::string (*report)(const store::H5Reader& run);
  std::string (*table)(const store::H5Reader& run);  ///< for the terminal
};

/// Rows of new samples [count, columns], row-major.
struct SampleRows final {
  std::vector<double> values;
  std::size_t columns;
};

/// One kind of experiment. It supplies the phases that record (with run::train() the training and its
/// previews, with RunParts the measurements), new samples, and a presentation; running, resuming, plotting
/// and sampling are the same for all.
class Experiment : public config::Options {
 public:
  /// Throws what run() would throw of the configuration and the data files alone: before anything is written.
  /// It also takes one step of whatever run() will do after training, so that what cannot work is refused
  /// before it.
  virtual void check() const {}
  /// Starts from whatever the directory holds: nothing, a checkpoint, or all but the end. It ends by
  /// publishing run.h5, figures and report.md. Throws Stopped after a signal during training; Incomplete,
  /// when all is published, if a measurement or a figure failed.
  void run(RunContext&) const;
  /// Draws the figures of run.h5 again, in a style.
  void plot(const store::RunDirectory& directory, const figures::Style& style) const;
  /// Samples number first, ..., first + count - 1 of the trained model; while it trains, of its last
  /// checkpoint.
  virtual SampleRows samples(RunContext&, std::int64_t first, std::int64_t count) const = 0;
  /// log p in nats of each row of `points` [n, d], in the units of the data; of images of bytes bits per
  /// dimension. Throws ConfigError for a kind of experiment that has none.
  virtual std::vector<double> likelihoods(RunContext&, const metrics::Points& points) const;
  /// The trained model for other programs. Throws ConfigError for a kind of experiment that is not taken out.
  virtual exchange::Portable portable(RunContext&) const;
  /// Sections of the configuration that training does not read: evaluate() may change them.
  virtual std::vector<std::string> measuring_sections() const = 0;
  /// The list of the configuration whose first sampler draws samples(); empty where there is none.
  virtual std::string samplers_key() const { return ""; }
  /// Steps of the training in all; 0 where nothing is trained.
  virtual std::int64_t training_steps() const = 0;
  /// The keys of the training where it is one sequence of steps that more can be added to; else null.
  virtual const TrainKeys* one_training() const { return nullptr; }

 protected:
  /// Trains and measures: each phase is a part of the run.
  virtual void record(RunContext&, RunParts&) const = 0;
  virtual Presentation presentation() const = 0;
};

/// The kinds of experiments that a configuration may choose from.
using Kinds = config::Registry<Experiment>;

/// The root of a configuration file.
struct RunConfig final {
  /// `kinds` must outlive it; the first one is the default.
  explicit RunConfig(const Kinds& kinds) : experiment(kinds, kinds.rows().at(0).name) {}
  config::Choice<Experiment> experiment;
  std::int64_t seed = 1, threads = 0, checkpoint_every = 5000;
  bool check_finite = false;
  std::string device = "cpu", precision = "float32", products = "own";
  void declare(config::Visitor&);
};

}  // namespace pont::run
