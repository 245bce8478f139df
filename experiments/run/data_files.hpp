// The parts of a configuration that name files of points, and what is said of these files.
#pragma once
#include <string>
#include <vector>

#include "experiments/data/table_set.hpp"
#include "experiments/run/experiment.hpp"

namespace pont::run {

/// A section of a configuration that names a file, as `{type: file, ...}`; the configuration must outlive it.
struct FileSection final {
  std::string role;                   ///< where it stands: "data", "prior", "data.of"
  const data::TableOptions* options;  ///< to read by; null for the labels of images
  std::string* path;
  std::string* sha256;
};

/// In the order of the configuration.
std::vector<FileSection> file_sections(RunConfig& config);

/// Throws ConfigError for keys of files that an experiment cannot heed: `standardise` but for scores, whose
/// samples are taken back; the ends of a bridge have their units in common.
void check_file_keys(RunConfig& config);

/// Reads every file, says on stderr what it holds, and puts it into run.files and (digests) run.fingerprint.
/// Throws as TableOptions::table().
void describe_files(RunConfig& config, RunContext& run);

}  // namespace pont::run
