// The kernel that a thread of the host is executing, as the checks of its memory accesses need it.
#pragma once
#include <cstdint>

#include "tests/cuda_device/include/emulated/launch.h"

namespace pont::emulated {

/// Time on the device is counted in intervals between barriers: every launch, block and barrier begins a new
/// one, and blocks run one after another. So the number of an interval tells whether it lies in this launch
/// and this block.
struct Time {
  std::uint32_t launch_first, block_first, interval;
};

struct Running {
  const Kernel* kernel;
  long number;  ///< of the launch, from 1
  dim3 grid, block;
  std::size_t shared_bytes;
  Time time;
  uint3 block_index, thread_index;
  unsigned thread;  ///< within the block
};

/// Null while the host's own code runs.
inline constinit thread_local Running* running = nullptr;

/// True while a kernel's own code runs. False in the emulator's code, which shares inline functions with
/// kernels: the linker keeps one copy of them, and that may be one that calls the checks.
inline constinit thread_local bool checking = false;
/// The emulator's code, called by a kernel.
class Unchecked final {
 public:
  Unchecked() { checking = false; }
  ~Unchecked() { checking = true; }
  Unchecked(const Unchecked&) = delete;
  Unchecked& operator=(const Unchecked&) = delete;
};

std::uint32_t next_interval();

/// Ends the kernel that is running: the calling thread never returns, and the device is lost.
[[noreturn]] void abandon_kernel();

}  // namespace pont::emulated
