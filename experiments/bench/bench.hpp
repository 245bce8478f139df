// Running the bench, beside a peer if one is given: one row per workload, as a table for people and as JSON.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/bench/machine.hpp"
#include "experiments/bench/measure.hpp"
#include "experiments/bench/workloads.hpp"

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

struct BenchOptions {
  std::vector<std::string> workloads;  ///< empty: all
  std::filesystem::path peer;          ///< the peer's program, or empty
  std::string peer_libraries;          ///< LD_LIBRARY_PATH of the peer, or empty
  std::shared_ptr<ad::Backend> other;  ///< or, as a peer, our own program on another backend; or null
  double window = 0.1;                 ///< seconds of one timing window
  int rounds = 9;
};

/// Throws std::invalid_argument for an unknown workload, std::runtime_error if peer and we disagree on the
/// check value by more than 0.1 % (then they do not do the same work).
BenchReport run_bench(const BenchOptions&);

}  // namespace pont::bench
