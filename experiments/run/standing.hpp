// Where a run stands: who works on it, how far it is, when it began, and how it ended. Readers take no lock.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/run/history.hpp"

namespace pont::run {

/// How a run stands.
///   running     a process works on it now
///   finished    run.h5 has every measurement
///   incomplete  it ended, but something could not be measured or drawn
///   failed      it ended with an error
///   stopped     by a signal that it heeded
///   killed      none of these: its process is gone without a word
inline const std::vector<std::string> standings{"running", "finished", "incomplete",
                                                "failed",  "stopped",  "killed"};

struct Standing final {
  std::string word;                       ///< one of `standings`
  std::string detail = {};                ///< who works on it, or why it ended
  std::optional<std::int64_t> step = {};  ///< last training step that was logged
  std::string command = {};               ///< of the first session; empty for a run of an older program
  std::optional<Time> begin = {};         ///< of the first session
  double seconds = 0;                     ///< of all sessions
};

/// Throws DataError where metrics.log is damaged from its first byte on.
Standing standing_of(const std::filesystem::path& directory);

/// Whether config.yaml of a run is there.
bool is_run(const std::filesystem::path& directory);

}  // namespace pont::run
