// Parameters kept on the way through training.
#pragma once
#include <cstdint>
#include <vector>

#include "experiments/run/record.hpp"
#include "experiments/run/training.hpp"
#include "nn/training_step.hpp"

namespace pont::kinds::score {

/// train() to `steps`, publishing the moving average after each of the steps `at` (ascending, at most
/// `steps`) under snapshots/ of the run. A snapshot is published before training goes on, so that any number
/// of kills and resumes leaves the same ones. Returns the seconds spent; throws what train() throws.
double train_with_snapshots(run::RunContext&, nn::TrainingStep&, std::int64_t steps, std::int64_t log_every,
                            const std::vector<std::int64_t>& at, run::Previews& previews,
                            const run::DescribeBatch& describe = {});

/// Copies the published snapshots into run.h5: snapshots/step_STEP [P].
void record_snapshots(run::RunRecord&, const store::RunDirectory&, const std::vector<std::int64_t>& at);

/// Where run.h5 has the snapshot of a step.
std::string snapshot_path(std::int64_t step);

}  // namespace pont::kinds::score
