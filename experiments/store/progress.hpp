// The progress bar, on stderr; it looks at a run and never touches it.
#pragma once
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>

namespace pont::store {

/// What one line of progress says.
struct ProgressState final {
  std::int64_t step = 0, total = 0, first = 0;  // `first`: the step at which this process began (a resume)
  double seconds = 0;                           // since then
  std::string status = {};                      // a few words, such as "loss 0.1234"
  std::string unit = "steps";
};

/// "[#####.....]  50% 500/1000  123.4 steps/s  loss 0.12  ETA 00:04", at most `width` columns.
std::string progress_line(const ProgressState& state, int width);

/// On a terminal: one line redrawn ten times a second. Elsewhere: a line for every tenth of the way, and one
/// after 30 s of silence. A failing stream is ignored.
class Progress final {
 public:
  Progress(std::int64_t first, std::int64_t total, std::FILE* out = stderr);
  /// The same in units other than steps; nothing is drawn before `quiet` seconds have passed.
  Progress(ProgressState start, double quiet, std::FILE* out);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();
  /// After step `step` of `total` is done.
  void update(std::int64_t step, const std::string& status);
  /// A line of its own; on a terminal it takes the place of the bar, which comes back below.
  void say(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;
  bool due(std::int64_t step, Clock::time_point now) const;
  std::FILE* out_;
  bool terminal_;
  bool line_open_ = false;
  std::int64_t shown_;
  ProgressState state_;
  double quiet_;
  Clock::time_point start_ = Clock::now(), last_ = start_;
};

/// Progress of `total` tasks that several threads may end, told from the first second on: what ends sooner
/// says nothing.
class TaskProgress final {
 public:
  /// `unit`: what a task is, in the plural ("chunks").
  TaskProgress(std::int64_t total, const std::string& unit, std::FILE* out = stderr);
  /// After a task; from any thread.
  void done();

 private:
  std::mutex mutex_;
  std::int64_t done_ = 0;  // guarded by mutex_, as all below
  Progress progress_;
};

}  // namespace pont::store
