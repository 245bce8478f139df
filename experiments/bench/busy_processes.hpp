// Processes that compute beside what is timed.
#pragma once
#include <sys/types.h>

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

}  // namespace pont::bench
