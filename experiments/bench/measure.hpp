// Timing several contenders against each other: windows in turn, A B C A B C, and medians over the rounds.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace pont::bench {

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
