// Timing several contenders against each other, beside processes that keep the machine busy.
#pragma once
#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace pont::bench {

/// `count` processes that each keep a core busy, from the constructor to the destructor. They end with this
/// process too, and after `longest_seconds` in any case. Throws std::system_error where none can be started.
class BusyProcesses final {
 public:
  static constexpr unsigned longest_seconds = 60;

  explicit BusyProcesses(int count);
  ~BusyProcesses();
  BusyProcesses(const BusyProcesses&) = delete;
  BusyProcesses& operator=(const BusyProcesses&) = delete;

 private:
  BusyProcesses() = default;
  std::vector<pid_t> processes_;
};

struct Contender {
  std::string name;
  std::function<double(int steps)> seconds;  ///< what `steps` steps took
  int process = 0;                           ///< that works for it; 0: this one
};

/// Seconds per step: median over the windows, and the best one.
struct Timing {
  double median, best;
  int quiet;  ///< windows during which nobody else used the machine much; without any, all windows count
};

/// Warms each contender up, picks for each a number of steps that fills a window, then gives every contender
/// one window per round, until each has `rounds` quiet windows, for 4 `rounds` rounds at most.
std::vector<Timing> measure(const std::vector<Contender>&, double window_seconds, int rounds);

/// Wall time of n calls.
double seconds_of(int n, const std::function<void()>& step);

}  // namespace pont::bench
