// Copies and fills: when they read and write, and what they may touch.
#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "tests/cuda_device/calls.hpp"
#include "tests/cuda_device/findings.hpp"
#include "tests/cuda_device/graph.hpp"
#include "tests/cuda_device/host_memory.hpp"
#include "tests/cuda_device/include/emulated/runtime_api.h"
#include "tests/cuda_device/memory.hpp"
#include "tests/cuda_device/poison.hpp"
#include "tests/cuda_device/random.hpp"
#include "tests/cuda_device/stream.hpp"

namespace pont::emulated {
namespace {

bool on_device(const void* p) { return Memory::get().contains(p); }

/// What a byte must be for a copy to read or write it.
bool permitted(Byte least, const void* p, std::size_t bytes, const char* what) {
  if (!on_device(p)) return true;
  const std::byte* wrong = Memory::get().below(least, p, bytes);
  if (!wrong) return true;
  report("{} of {} bytes {}: {}", what, bytes,
         *Memory::get().bytes(wrong) == outside ? "touches memory that is not allocated"
                                                : "reads what nobody has written",
         Memory::get().place(wrong));
  return false;
}

bool fits(cudaMemcpyKind kind, const void* to, const void* from) {
  const bool to_device = kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice;
  const bool from_device = kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice;
  return kind == cudaMemcpyDefault || (to_device == on_device(to) && from_device == on_device(from));
}

struct Copy {
  std::byte* to;
  const std::byte* from;
  std::size_t bytes;
};

void copy_now(const Copy& c) {
  Memory& memory = Memory::get();
  if (!permitted(unwritten, c.to, c.bytes, "a copy to the device") ||
      !permitted(on_device(c.to) ? unwritten : written, c.from, c.bytes, "a copy from the device"))
    return lose_device(cudaErrorIllegalAddress);
  std::byte* to = on_device(c.to) ? memory.alias(c.to) : c.to;
  const std::byte* from = on_device(c.from) ? memory.alias(c.from) : c.from;
  std::memcpy(to, from, c.bytes);
  if (!on_device(c.to)) return;
  if (on_device(c.from))
    std::copy_n(memory.bytes(c.from), c.bytes, memory.bytes(c.to));
  else
    std::fill_n(memory.bytes(c.to), c.bytes, written);
}

bool overlaps(const Copy& c) {
  if (c.to + c.bytes <= c.from || c.from + c.bytes <= c.to) return false;
  report("a copy of {} bytes overlaps itself: from {} to {}", c.bytes, Memory::get().place(c.from),
         Memory::get().place(c.to));
  return true;
}

cudaError_t problem_of(const Copy& c, cudaMemcpyKind kind) {
  if (!fits(kind, c.to, c.from)) return cudaErrorInvalidMemcpyDirection;
  if (overlaps(c)) return cudaErrorInvalidValue;
  const bool good = permitted(unwritten, c.to, c.bytes, "a copy to the device") &&
                    permitted(unwritten, c.from, c.bytes, "a copy from the device");
  return good ? cudaSuccess : cudaErrorInvalidValue;
}

/// Pageable memory may be read at once or as late as the copy runs, and the call may wait for the copy or
/// not: as chance has it. Results wait for the copy, as CUDA promises.
cudaError_t copy_pageable(const Copy& c, cudaStream_t handle) {
  const auto stream = stream_of(handle);
  if (!stream) return cudaErrorInvalidResourceHandle;
  if (stream->capture) return invalidate(*stream->capture);
  if (on_device(c.to) && chance().below(2) == 0) {
    auto staged = std::make_shared<std::vector<std::byte>>(c.from, c.from + c.bytes);
    return enqueue(handle, [staged, c] { copy_now({c.to, staged->data(), c.bytes}); });
  }
  const cudaError_t e = enqueue(handle, [c] { copy_now(c); });
  if (e == cudaSuccess && !on_device(c.to)) wait_for(end_of(stream));
  return e == cudaSuccess ? device_error() : e;
}

bool host_side_is_pinned(const Copy& c) {
  return (on_device(c.to) || is_pinned(c.to, c.bytes)) && (on_device(c.from) || is_pinned(c.from, c.bytes));
}

void copy_pinned_now(const Copy& c) {
  if (host_side_is_pinned(c)) return copy_now(c);
  report("a copy of {} bytes uses pinned memory that was released before the copy has run", c.bytes);
  lose_device(cudaErrorIllegalAddress);
}

cudaError_t copy_later(const Copy& c, cudaStream_t stream) {
  if (!host_side_is_pinned(c)) return copy_pageable(c, stream);
  const auto nobody_may_look_yet = [c] {
    if (!on_device(c.to) && is_pinned(c.to, c.bytes)) poison(c.to, c.bytes);
  };
  const auto copy = [c] { copy_pinned_now(c); };
  return enqueue(stream, copy, {}, nobody_may_look_yet);
}

Copy copy_of(void* to, const void* from, std::size_t bytes) {
  return {static_cast<std::byte*>(to), static_cast<const std::byte*>(from), bytes};
}

}  // namespace
}  // namespace pont::emulated

using namespace pont::emulated;  // NOLINT: the functions below must have the runtime's names

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t stream) {
  return call("cudaMemcpyAsync", [&] {
    const Copy c = copy_of(to, from, bytes);
    const cudaError_t problem = bytes == 0 ? cudaSuccess : problem_of(c, kind);
    return problem != cudaSuccess || bytes == 0 ? problem : copy_later(c, stream);
  });
}

cudaError_t cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind) {
  return call("cudaMemcpy", [&] {
    const Copy c = copy_of(to, from, bytes);
    if (Capture* hurt = capture_forbidding_unsafe_calls()) return invalidate(*hurt);
    const cudaError_t problem = bytes == 0 ? cudaSuccess : problem_of(c, kind);
    if (problem != cudaSuccess || bytes == 0) return problem;
    const cudaError_t e = enqueue(nullptr, [c] { copy_now(c); });
    if (e != cudaSuccess) return e;
    wait_for(end_of(stream_of(nullptr)));
    return device_error();
  });
}

cudaError_t cudaMemsetAsync(void* device, int byte, std::size_t bytes, cudaStream_t stream) {
  return call("cudaMemsetAsync", [&] {
    if (bytes == 0) return cudaSuccess;
    if (!on_device(device) || !permitted(unwritten, device, bytes, "a fill")) return cudaErrorInvalidValue;
    return enqueue(stream, [=] {
      if (!permitted(unwritten, device, bytes, "a fill")) return lose_device(cudaErrorIllegalAddress);
      std::memset(Memory::get().alias(device), byte, bytes);
      std::fill_n(Memory::get().bytes(device), bytes, written);
    });
  });
}
