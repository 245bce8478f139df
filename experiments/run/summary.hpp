// What a table of runs says of each: where it stands, its configuration key by key, and its numbers.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiments/run/scores.hpp"
#include "experiments/run/standing.hpp"
#include "experiments/store/fingerprint.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::run {

struct RunSummary final {
  std::string directory;
  Standing standing;
  store::Facts keys = {};          ///< "train.steps", "20000"; every key of config.yaml
  std::vector<Score> scores = {};  ///< none before run.h5 is there
  std::string damage = {};         ///< why a file of it could not be read
};

/// A run as it was found: its summary, and the content of run.h5 where that is there and sound.
struct SeenRun final {
  RunSummary summary;
  std::optional<store::H5Reader> result;
};

/// Of a run in any state; damage is told in the summary and not thrown.
SeenRun seen(const std::filesystem::path& directory);
RunSummary summary_of(const std::filesystem::path& directory);

/// Hands each of them to `action` with its number, from several threads, in any order. Throws what `action`
/// throws.
void see_each(const std::vector<std::filesystem::path>& directories,
              const std::function<void(std::size_t, const SeenRun&)>& action);
std::vector<RunSummary> summaries_of(const std::vector<std::filesystem::path>& directories);

/// The run directories at or below `directory`, sorted; nothing is looked for inside a run.
std::vector<std::filesystem::path> runs_below(const std::filesystem::path& directory);

}  // namespace pont::run
