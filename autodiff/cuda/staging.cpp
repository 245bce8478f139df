// Copies through pinned memory: the ring of uploads and the pool of downloads.
#include "autodiff/cuda/staging.hpp"

#include <algorithm>
#include <cstring>

namespace pont::ad::cuda {

Uploads::Uploads(cudaStream_t stream) : stream_(stream) {
  for (std::size_t s = 0; s < slots; ++s)
    ring_.push_back({make_pinned(slot_bytes), make_event(cudaEventDisableTiming)});
}

void Uploads::copy(std::byte* device, std::span<const std::byte> host) {
  for (std::size_t at = 0; at < host.size(); at += slot_bytes) {
    const Slot& slot = ring_[next_++ % slots];
    const std::size_t n = std::min(slot_bytes, host.size() - at);
    require(cudaEventSynchronize(slot.done.get()), "cudaEventSynchronize");
    std::memcpy(slot.memory.get(), host.data() + at, n);
    require(cudaMemcpyAsync(device + at, slot.memory.get(), n, cudaMemcpyHostToDevice, stream_),
            "cudaMemcpyAsync");
    require(cudaEventRecord(slot.done.get(), stream_), "cudaEventRecord");
  }
}

Slot Downloads::take() {
  if (free_.empty()) {
    free_.reserve(free_.capacity() + 1);  // giving back cannot fail
    return {make_pinned(slot_bytes + sizeof(Fault)), make_event(cudaEventDisableTiming)};
  }
  Slot slot = std::move(free_.back());
  free_.pop_back();
  return slot;
}

void start_download(const Slot& slot, cudaStream_t stream, const std::byte* device, std::size_t bytes,
                    const Fault* fault) {
  if (bytes > 0)
    require(cudaMemcpyAsync(slot.memory.get(), device, bytes, cudaMemcpyDeviceToHost, stream),
            "cudaMemcpyAsync");
  require(cudaMemcpyAsync(slot.memory.get() + Downloads::slot_bytes, fault, sizeof(Fault),
                          cudaMemcpyDeviceToHost, stream),
          "cudaMemcpyAsync");
  require(cudaEventRecord(slot.done.get(), stream), "cudaEventRecord");
}

Fault finish_download(const Slot& slot, std::span<std::byte> host) {
  require(cudaEventSynchronize(slot.done.get()), "cudaEventSynchronize");
  std::copy_n(slot.memory.get(), host.size(), host.data());
  Fault fault;
  std::memcpy(&fault, slot.memory.get() + Downloads::slot_bytes, sizeof fault);
  return fault;
}

}  // namespace pont::ad::cuda
