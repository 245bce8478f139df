// What is timed: one row per workload, each a step that can be repeated, with its cost counted from the
// network's sizes.
#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace pont::experiments::bench {

/// A workload made ready for a number of workers.
class Workload {
 public:
  virtual ~Workload() = default;
  virtual void step() = 0;
  /// A number that tells whether a peer does the same work: the loss of the last step, or a mean square.
  virtual double check() = 0;
  /// Writes what a peer needs to start from the same place: float32 numbers, in the order the peer documents.
  virtual void export_start(const std::filesystem::path&) const = 0;
};

struct WorkloadRow {
  std::string name, summary;
  double flops;     ///< of the matrix products of one step
  int check_steps;  ///< steps after which check() is compared with a peer
  std::unique_ptr<Workload> (*make)(const WorkloadRow&, int workers);
};

std::span<const WorkloadRow> workloads();
/// Throws std::invalid_argument with the names there are.
const WorkloadRow& workload(const std::string& name);

}  // namespace pont::experiments::bench
