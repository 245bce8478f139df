// Stopping on a signal: the first asks for a checkpoint, the second ends the process.
#pragma once

namespace pont::experiments {

/// From now on SIGINT, SIGTERM and SIGHUP only set a flag, once; a second one of any of them acts as usual
/// and ends the process. A signal that was ignored when the program started (nohup, a shell's background job)
/// stays ignored.
void install_signal_handlers();

/// The number of the signal that asked the run to stop, 0 if there was none. The exit code is then 128 +
/// number.
int stop_requested() noexcept;

}  // namespace pont::experiments
