// What SIGINT, SIGTERM and SIGHUP do: they end the process at once, or, while a DeferredStop lives, wait for
// a checkpoint.
#pragma once
#include <string>

namespace pont::store {

/// From now on the first of these signals prints `parting` on stderr and ends the process with the exit code
/// 128 + its number: whatever is published stands, as after kill -9. A signal that was ignored when the
/// program started (nohup, a shell's background job) stays ignored.
void leave_on_signals(const std::string& parting);

/// The number of the signal that a DeferredStop has seen, 0 if there was none: for work that may be given up.
int requested_stop() noexcept;

/// While one lives, the first signal only sets a flag, for work that ends with a checkpoint; a second one
/// acts as usual and ends the process. Where the flag was set too late for anybody to ask, the process leaves
/// at the end of the scope.
class DeferredStop final {
 public:
  DeferredStop();
  ~DeferredStop();
  DeferredStop(const DeferredStop&) = delete;
  DeferredStop& operator=(const DeferredStop&) = delete;
  int requested() const noexcept { return requested_stop(); }
};

}  // namespace pont::store
