// All that exists on the device, and forgetting it.
#include "tests/cuda_device/alive.hpp"

#include "tests/cuda_device/calls.hpp"
#include "tests/cuda_device/device.hpp"
#include "tests/cuda_device/memory.hpp"

namespace pont::emulated {

std::vector<std::string> alive() {
  const std::lock_guard guard(lock());
  std::vector<std::string> texts;
  for (const auto add : {add_memory_alive, add_pinned_alive, add_streams_alive, add_events_alive,
                         add_graphs_alive, add_handles_alive})
    add(texts);
  return texts;
}

void restart() {
  const std::lock_guard guard(lock());
  for (const auto forget :
       {forget_streams, forget_events, forget_graphs, forget_pinned, forget_handles, forget_errors})
    forget();
  Memory::get().clear();
}

}  // namespace pont::emulated
