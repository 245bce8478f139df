// Training with checkpoints: any number of kills and resumes gives the bits of one uninterrupted run.
#pragma once
#include <functional>

#include "experiments/run/experiment.hpp"
#include "experiments/run/preview.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/metric_log.hpp"
#include "nn/training_step.hpp"

namespace pont::run {

/// What is trained: a number of steps, and a state that is saved between any two of them.
class Trainee {
 public:
  virtual ~Trainee() = default;
  /// Steps taken so far.
  virtual std::int64_t step() const = 0;
  /// One step; `checked` looks at every value (TrainingStep::run_checked).
  virtual nn::TrainingStep::Result advance(bool checked) = 0;
  /// Everything that the next steps depend on, under "state/".
  virtual void save(store::H5Writer& file) const = 0;
  /// The state as it was saved after `step` steps.
  virtual void restore(const store::H5Reader& file, std::int64_t step) = 0;
  /// What there is to say of the next batch, for the message of a step that fails.
  virtual std::string describe() const { return {}; }
};

/// The buffers of a training step under "state/NAME". Reading throws DataError if a size differs.
void write_buffers(store::H5Writer& file, const nn::TrainingStep& training);
void read_buffers(const store::H5Reader& file, nn::TrainingStep& training);

/// Columns of the metric log that train() writes.
const std::vector<std::string>& training_columns();

/// What there is to say of the batch that `training` would draw next, for the message of a step that fails.
using DescribeBatch = std::function<std::string(const nn::TrainingStep& training)>;

/// Takes the trainee to `steps` steps: continues from the newest sound checkpoint of the run, logs every
/// `log_every` steps to metrics.log, publishes checkpoints, shows progress and previews, and heeds signals
/// (throws Stopped after a checkpoint). Returns the seconds spent. Throws DataError if a checkpoint belongs
/// to another configuration or fingerprint. When the loss or the gradient stops being finite it takes that
/// step again, from the state last saved, and throws std::runtime_error: step, first instruction that failed,
/// description.
double train(RunContext&, Trainee& trainee, std::int64_t steps, std::int64_t log_every, Previews& previews);
/// The same for a training step on its own.
double train(RunContext&, nn::TrainingStep& training, std::int64_t steps, std::int64_t log_every,
             Previews& previews, const DescribeBatch& describe = {});

}  // namespace pont::run
