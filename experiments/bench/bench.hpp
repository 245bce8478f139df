// Running the bench: each workload with one and with two workers, and beside a peer if one is given.
#pragma once
#include <filesystem>

#include "experiments/bench/report.hpp"
#include "experiments/bench/workload.hpp"

namespace pont::bench {

struct BenchOptions {
  std::vector<std::string> workloads;  ///< empty: all
  std::filesystem::path peer;          ///< the peer's program, or empty
  std::string peer_libraries;          ///< LD_LIBRARY_PATH of the peer, or empty
  double window = 0.1;                 ///< seconds of one timing window
  int rounds = 9;
};

/// Throws std::invalid_argument for an unknown workload, std::runtime_error if peer and we disagree on the
/// check value by more than 0.1 % (then they do not do the same work).
BenchReport run_bench(const BenchOptions&);

}  // namespace pont::bench
