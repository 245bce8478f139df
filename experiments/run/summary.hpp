// What a table of runs says of each: where it stands, its configuration key by key, and its numbers.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/run/scores.hpp"
#include "experiments/run/standing.hpp"
#include "experiments/store/fingerprint.hpp"

namespace pont::run {

struct RunSummary final {
  std::string directory;
  Standing standing;
  store::Facts keys = {};          ///< "train.steps", "20000"; every key of config.yaml
  std::vector<Score> scores = {};  ///< none before run.h5 is there
  std::string damage = {};         ///< why a file of it could not be read
};

/// Of a run in any state; damage is told in it and not thrown.
RunSummary summary_of(const std::filesystem::path& directory);

/// The run directories at or below `directory`, sorted; nothing is looked for inside a run.
std::vector<std::filesystem::path> runs_below(const std::filesystem::path& directory);

}  // namespace pont::run
