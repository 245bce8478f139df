// Snapshots of the parameters on the way through training, and a finished run opened to use its networks
// again.
#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "experiments/kinds/score/model.hpp"
#include "experiments/run/record.hpp"
#include "experiments/run/training.hpp"
#include "experiments/store/hdf5.hpp"
#include "nn/training_step.hpp"

namespace pont::kinds::score {

class TrainedRun final {
 public:
  /// Throws DataError unless the directory holds a finished run; ConfigError if it is of another experiment.
  explicit TrainedRun(const std::filesystem::path& directory);

  const ScoreModel& model() const { return model_; }
  const store::H5Reader& file() const { return file_; }
  /// The parameters that were sampled and judged, [P].
  ad::Tensor parameters() const { return read("model/ema"); }
  /// Their values after one of the steps train.snapshots, [P].
  ad::Tensor snapshot(std::int64_t step) const;

 private:
  ad::Tensor read(const std::string& path) const;

  ScoreModel model_;
  std::vector<std::byte> image_;
  store::H5Reader file_;
};

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
