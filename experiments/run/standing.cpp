// standing_of(): from the lock, the history, and what is published.
#include "experiments/run/standing.hpp"

#include <algorithm>

#include "experiments/run/logged.hpp"
#include "experiments/store/metric_log.hpp"
#include "experiments/store/run_lock.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;

// "failed: no memory" -> "failed", "no memory"; "stopped by signal 15" -> "stopped", "by signal 15".
void take_outcome(Standing& standing, const std::string& outcome) {
  const std::size_t end = std::min(outcome.find_first_of(": "), outcome.size());
  standing.word = outcome.substr(0, end);
  standing.detail = outcome.substr(std::min(outcome.find_first_not_of(": ", end), outcome.size()));
}

std::string word_without_history(const fs::path& directory) {
  return fs::exists(directory / "run.h5") && fs::exists(directory / "report.md") ? "finished" : "killed";
}

void judge(Standing& standing, const fs::path& directory, const std::vector<Session>& sessions) {
  standing.detail = store::RunLock::holder(directory);
  if (!standing.detail.empty())
    standing.word = "running";
  else if (sessions.empty())
    standing.word = word_without_history(directory);
  else if (sessions.back().end)
    take_outcome(standing, sessions.back().outcome);
  if (std::ranges::count(standings, standing.word) == 0) standing.word = "killed";
}

Time end_of(const Standing& standing, const fs::path& directory) {
  const Time now = std::chrono::system_clock::now();
  return standing.word == "running" ? now : last_sign_of_life(directory).value_or(now);
}

}  // namespace

bool is_run(const fs::path& directory) {
  std::error_code unreadable;
  return fs::is_regular_file(directory / "config.yaml", unreadable);
}

Standing standing_of(const fs::path& directory) {
  const std::vector<Session> sessions = read_history(directory);
  Standing standing;
  judge(standing, directory, sessions);
  if (fs::exists(directory / "metrics.log"))
    if (const store::MetricRows rows = store::read_metrics(directory / "metrics.log"); !rows.steps.empty())
      standing.step = rows.steps.back();
  if (sessions.empty()) return standing;
  standing.command = sessions.front().command;
  standing.begin = sessions.front().begin;
  standing.seconds = seconds_of(sessions, end_of(standing, directory));
  return standing;
}

}  // namespace pont::run
