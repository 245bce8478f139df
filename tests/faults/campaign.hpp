// What every test of this folder needs: a tiny run to be disturbed, the same run undisturbed, and the count
// of faults.
#pragma once
#include <string>
#include <vector>

#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/faults/table.hpp"

namespace pont::faults {

using experiments::Outcome;
using experiments::Scratch;

/// A fault as the injector takes it (see injector/plan.hpp). The default does nothing.
struct Fault final {
  long at = 0;                  ///< number of the call, from 1
  std::string action = "kill";  ///< kill, torn, short, or the number of an errno
  long calls = 1;               ///< how many calls fail from there on
  long allocations = -1;        ///< instead of calls on files: allocations of at least so many bytes
  std::string trace = "";       ///< file for the record of calls
};

/// A run of the real program that takes 0.04 s of one core: three checkpoints, snapshots, sampling,
/// evaluation.
extern const char* const tiny_score;
/// The same for chains on a fixed law: several phases, no checkpoint.
extern const char* const tiny_target;
/// The same for a bridge: four half-bridges, each with a checkpoint in its midst.
extern const char* const tiny_bridge;

/// Training in no time, then two samplers, distances, loss and likelihood that take a second.
extern const char* const long_evaluation;
/// The same with one sampler that cannot end well.
extern const char* const failing_evaluation;

/// Exit code of a process that had to be ended after a minute.
inline constexpr int hung = 128 + SIGALRM;
/// Memory is a directory here: what is killed does not lose what the kernel holds, so a disk would only cost
/// time.
inline const std::string memory = "/dev/shm";

/// One configuration, run once undisturbed, and disturbed as often as one likes.
class Subject final {
 public:
  /// `code`: with which the undisturbed run ends.
  explicit Subject(const char* yaml, int code = 0);
  /// Starts the run in the directory of this name, or goes on with it, under the fault.
  Outcome go_on(const std::string& name, const Fault& fault = {}) const;
  /// The same undisturbed, until the signal after so many seconds.
  Outcome killed_after(double seconds, const std::string& name, int signal = SIGKILL) const;
  /// Any other command, under the fault, which concerns the directory of this name.
  Outcome command(const std::vector<std::string>& arguments, const std::string& name,
                  const Fault& fault = {}) const;
  /// Empty if the run is finished and equal to the undisturbed one; else what is wrong with it.
  std::string wrong_with(const std::string& name) const;
  /// Goes on undisturbed until the run is finished; then the same as wrong_with(). Removes the directory if
  /// all is well.
  std::string recover(const std::string& name) const;

  std::string path(const std::string& name) const { return directory_ / name; }
  const std::string& trace() const { return trace_; }  ///< of the undisturbed run
  /// Watched calls of the undisturbed run.
  long calls() const { return calls_; }
  /// Allocations of at least `size` bytes of the undisturbed run.
  long allocations(long size) const;

 private:
  std::vector<std::string> next_command(const std::string& name) const;
  Scratch directory_{memory};
  std::string config_, trace_;
  int code_;
  long calls_ = 0;
};

}  // namespace pont::faults
