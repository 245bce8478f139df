// Copies between host and device through pinned memory, so that neither waits for the other longer than it
// must.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "autodiff/cuda/handles.hpp"
#include "autodiff/cuda/kernels.hpp"

namespace pont::ad::cuda {

/// Pinned memory that one copy at a time uses, and the event that ends the use.
struct Slot {
  Pinned memory;
  Owned<cudaEvent_t> done;
};

/// A ring of slots: the caller's memory is free as soon as copy() returns, and copy() waits only for a slot
/// whose last copy has not begun to run.
class Uploads final {
 public:
  explicit Uploads(cudaStream_t);
  void copy(std::byte* device, std::span<const std::byte> host);

 private:
  static constexpr std::size_t slot_bytes = 64 * 1024, slots = 32;
  cudaStream_t stream_;
  std::vector<Slot> ring_;
  std::size_t next_ = 0;
};

/// A pool of slots, one for each download that is under way. A slot is never given up: a copy may still be on
/// its way.
class Downloads final {
 public:
  static constexpr std::size_t slot_bytes = 1024 * 1024;
  Slot take();
  void give_back(Slot slot) noexcept { free_.push_back(std::move(slot)); }

 private:
  std::vector<Slot> free_;
};

/// Enqueues the copy of at most Downloads::slot_bytes, and of what index errors were found before it.
void start_download(const Slot&, cudaStream_t, const std::byte* device, std::size_t bytes,
                    const Fault* fault);
/// Waits for it, and copies to the host.
Fault finish_download(const Slot&, std::span<std::byte> host);

}  // namespace pont::ad::cuda
