// Training with checkpoints: any number of kills and resumes gives the bits of one uninterrupted run.
#pragma once
#include <functional>

#include "experiments/run/experiment.hpp"
#include "experiments/store/metric_log.hpp"
#include "nn/training_step.hpp"

namespace pont::experiments {

/// Columns of the metric log that train() writes.
const std::vector<std::string>& training_columns();

/// What there is to say of the batch that `training` would draw next, for the message of a step that fails.
using DescribeBatch = std::function<std::string(const nn::TrainingStep& training)>;

/// Takes `training` to `steps` updates: continues from the newest sound checkpoint of the run, logs every
/// `log_every` steps to metrics.log, publishes checkpoints, shows progress, and heeds signals (throws Stopped
/// after a checkpoint). Returns the seconds spent. Throws DataError if a checkpoint belongs to another
/// configuration or fingerprint. When the loss or the gradient stops being finite it takes that step again,
/// from the state last saved, and throws std::runtime_error: step, first instruction that failed, `describe`.
double train(RunContext&, nn::TrainingStep& training, std::int64_t steps, std::int64_t log_every,
             const DescribeBatch& describe = {});

}  // namespace pont::experiments
