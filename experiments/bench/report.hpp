// The result of a bench: one row per workload, as a table for people and as JSON.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "experiments/bench/machine.hpp"
#include "experiments/bench/measure.hpp"
#include "experiments/bench/workload.hpp"

namespace pont::bench {

struct BenchRow {
  std::string name, summary;
  Work work;
  double ready;     ///< seconds to record and compile it, and to draw its parameters
  Timing one, two;  ///< with one and with two workers
  struct PeerTimes {
    Timing one, two;     ///< with one and with two threads
    double check, ours;  ///< the value that both must reach
  };
  std::optional<PeerTimes> peer;
};

struct BenchReport {
  std::string processor;
  MachineRates machine;
  std::vector<BenchRow> rows;
};

std::string table(const BenchReport&);
std::string json(const BenchReport&);

}  // namespace pont::bench
