// What is timed: one row per workload, each a step that can be repeated, with the amount of its work.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "autodiff/program.hpp"

namespace pont::bench {

/// A workload made ready for a number of workers and a device.
class Workload {
 public:
  virtual ~Workload() = default;
  virtual void step() = 0;
  /// A number that tells whether the work was done: the loss of the last step, a mean square, a length.
  virtual double check() = 0;
};

/// One that a peer can do too.
class SharedWorkload : public Workload {
 public:
  /// Bytes of the operands of all instructions of a step, each counted once per instruction.
  virtual double bytes() const = 0;
  /// Writes what a peer needs to start from the same place: float32 numbers, in the order the peer documents.
  virtual void export_start(const std::filesystem::path&) const = 0;
};

/// What one step does, counted in its unit.
struct Work {
  double amount;
  std::string_view unit;
};
/// Of matrix products, counted from the network's sizes; the only work here whose limit is measured.
inline constexpr std::string_view flop = "FLOP";

struct WorkloadRow {
  std::string name, summary;  ///< a name "GROUP/..." may also be chosen by its group
  Work work;
  int check_steps;  ///< after which check() is compared with a peer; 0 where no peer does it
  std::function<std::unique_ptr<Workload>(const WorkloadRow&, int workers, ad::Backend& device)> make;
  int busy = 0;  ///< processes that compute beside it while it is timed
};

/// Bytes of the operands of all instructions of a program.
double operand_bytes(const ad::Program&);

std::span<const WorkloadRow> workloads();
/// What can be chosen, in order, with commas between: their names, a group once.
std::string workload_names();
/// Throws std::invalid_argument with the names there are.
const WorkloadRow& workload(const std::string& name);
/// The rows of these names and groups; all for none. Throws std::invalid_argument with the names there are.
std::vector<const WorkloadRow*> chosen_workloads(const std::vector<std::string>& names);

}  // namespace pont::bench
