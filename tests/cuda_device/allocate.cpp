// Calls that give out memory and take it back.
#include <fmt/format.h>

#include "tests/cuda_device/alive.hpp"
#include "tests/cuda_device/calls.hpp"
#include "tests/cuda_device/findings.hpp"
#include "tests/cuda_device/graph.hpp"
#include "tests/cuda_device/host_memory.hpp"
#include "tests/cuda_device/include/emulated/runtime_api.h"
#include "tests/cuda_device/memory.hpp"
#include "tests/cuda_device/stream.hpp"

namespace pont::emulated {
namespace {

template <class Allocate>
cudaError_t give(void** out, std::size_t bytes, Allocate allocate) {
  if (Capture* hurt = capture_forbidding_unsafe_calls()) return invalidate(*hurt);
  *out = bytes == 0 ? nullptr : allocate(bytes);
  return *out || bytes == 0 ? cudaSuccess : cudaErrorMemoryAllocation;
}

template <class Release>
cudaError_t take_back(void* p, const char* call, Release release) {
  if (!p) return cudaSuccess;
  if (Capture* hurt = capture_forbidding_unsafe_calls()) invalidate(*hurt);
  if (release(p)) return device_error();
  report("{}: {} was never given out, or is released twice", call, p);
  return cudaErrorInvalidValue;
}

}  // namespace

void add_memory_alive(std::vector<std::string>& texts) {
  for (const auto& [at, a] : Memory::get().allocations())
    texts.push_back(fmt::format("allocation {} ({} bytes)", a.number, a.bytes));
}

}  // namespace pont::emulated

using namespace pont::emulated;  // NOLINT: the functions below must have the runtime's names

cudaError_t cudaMalloc(void** device, std::size_t bytes) {
  return call("cudaMalloc",
              [&] { return give(device, bytes, [](std::size_t n) { return Memory::get().allocate(n); }); });
}
cudaError_t cudaFree(void* device) {
  return release("cudaFree", [&] {
    wait_for_all();  // as everybody knows; that cudaFreeHost waits is written nowhere, so it does not
    return take_back(device, "cudaFree", [](void* p) { return Memory::get().release(p); });
  });
}
cudaError_t cudaMallocHost(void** pinned, std::size_t bytes) {
  return call("cudaMallocHost", [&] { return give(pinned, bytes, allocate_pinned); });
}
cudaError_t cudaFreeHost(void* pinned) {
  return release("cudaFreeHost", [&] { return take_back(pinned, "cudaFreeHost", release_pinned); });
}

cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total) {
  return call("cudaMemGetInfo", [&] {
    *total = Memory::get().size();
    *free = *total - Memory::get().used();
    return cudaSuccess;
  });
}
