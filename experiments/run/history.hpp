// history.log of a run: which commands worked on it, when, and how each ended.
#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiments/store/fingerprint.hpp"
#include "experiments/store/run_directory.hpp"

namespace pont::run {

// A line of history.log is TIME TAB begin TAB COMMAND, or TIME TAB end TAB OUTCOME; a time is UTC to the
// millisecond. It is for people and tables: no bit of a run depends on it, and lines that are torn are passed
// over.

using Time = std::chrono::system_clock::time_point;

/// "2026-11-30T18:38:09.120Z".
std::string utc_text(Time);

/// One command that worked on a run.
struct Session final {
  Time begin = {};
  std::string command = {};
  std::optional<Time> end = {};  ///< none while it works, or where it was killed
  std::string outcome =
      {};  ///< "finished", "stopped by signal 15", "failed: WHY", "incomplete: WHY", "killed"
};

/// `action` as a session of this process, told of in history.log. What it throws is passed on.
void in_session(const store::RunDirectory&, const std::function<void()>& action);

/// All of them, the first one first; none for a run of an older program.
std::vector<Session> read_history(const std::filesystem::path& directory);

/// When something last changed there: a metric, a checkpoint, a part, a result.
std::optional<Time> last_sign_of_life(const std::filesystem::path& directory);

/// Seconds that all sessions took; one without an end counts until `now`.
double seconds_of(const std::vector<Session>&, Time now);

/// command (of the first session), started and seconds so far: for /execution of run.h5.
store::Facts history_facts(const std::filesystem::path& directory);

}  // namespace pont::run
