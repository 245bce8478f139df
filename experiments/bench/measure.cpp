// The rounds.
#include "experiments/bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace pont::experiments::bench {
namespace {

// Steps that fill a window, after as many as a window for warming up.
int steps_per_window(const Contender& c, double window) {
  int steps = 1;
  for (double t = c.seconds(1); t < window / 2; t = c.seconds(steps))
    steps = std::max(steps + 1, static_cast<int>(std::min(8.0 * steps, steps * window / std::max(t, 1e-9))));
  return steps;
}

}  // namespace

double seconds_of(int n, const std::function<void()>& step) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  for (int i = 0; i < n; ++i) step();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<Timing> measure(const std::vector<Contender>& contenders, double window, int rounds) {
  std::vector<int> steps;
  for (const Contender& c : contenders) steps.push_back(steps_per_window(c, window));
  std::vector<std::vector<double>> times(contenders.size());
  for (int r = 0; r < rounds; ++r)
    for (std::size_t c = 0; c < contenders.size(); ++c)
      times[c].push_back(contenders[c].seconds(steps[c]) / steps[c]);
  std::vector<Timing> out;
  for (auto& t : times) {
    std::sort(t.begin(), t.end());
    out.push_back({t[t.size() / 2], t.front()});
  }
  return out;
}

}  // namespace pont::experiments::bench
