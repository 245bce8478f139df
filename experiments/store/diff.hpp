// Bit comparison of two runs.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/store/hdf5.hpp"

namespace pont::store {

/// One line per data set, group or attribute that differs: its path, what differs, how much, where first.
struct DiffReport final {
  std::vector<std::string> differences;
  bool identical() const { return differences.empty(); }
  /// "identical\n", or the lines.
  std::string text() const;
};

/// Compares everything in two files but the groups /clock (wall-clock values) and /execution (threads, host,
/// directories, descriptive versions). Numbers are equal when their bits are: NaN equals NaN of the same
/// payload, and -0 differs from 0.
DiffReport diff_files(const H5Reader& first, const H5Reader& second);

/// diff_files() of run.h5 in two run directories. Throws DataError if one is missing or damaged, IoError.
DiffReport diff_runs(const std::filesystem::path& first, const std::filesystem::path& second);

}  // namespace pont::store
