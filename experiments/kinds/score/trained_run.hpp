// A finished run of the experiment `score`, opened to use its networks again.
#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "experiments/kinds/score/model.hpp"
#include "experiments/store/hdf5.hpp"

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

}  // namespace pont::kinds::score
