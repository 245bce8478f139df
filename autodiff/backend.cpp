// What a backend does that works at once: replaying is issuing again, and the host's clock is its clock.
#include "autodiff/backend.hpp"

#include <fmt/format.h>

#include <chrono>

#include "autodiff/primitive.hpp"

namespace pont::ad {

void Backend::replay(Sequence& sequence, std::span<std::byte* const>, std::unique_ptr<Replays>&) {
  sequence.issue();
}

std::shared_ptr<std::byte> Backend::share(std::shared_ptr<const Tensor> tensor) {
  const std::lock_guard lock(shared_mutex_);
  std::erase_if(shared_, [](const auto& row) { return row.second.expired(); });
  if (const auto known = shared_.find(tensor.get()); known != shared_.end())
    if (std::shared_ptr<std::byte> there = known->second.lock()) return there;
  OwnedMemory memory(allocate(tensor->bytes().size()), ReleaseMemory{this});
  upload(memory.get(), tensor->bytes());
  // The tensor lives as long as its copy, so that its address names no other one.
  const auto release = [tensor, this](std::byte* p) { this->release(p); };
  std::shared_ptr<std::byte> copy(memory.release(), release);
  shared_[tensor.get()] = copy;
  return copy;
}

double Backend::seconds(Sequence& work) {
  const auto start = std::chrono::steady_clock::now();
  work.issue();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

bool Backend::has_kernel(const Primitive& p) const { return p.elementwise(); }

void Backend::run(const Custom&, Pointers) {
  throw std::logic_error(fmt::format("{}: there are no kernels of custom primitives; compile their composition", name()));
}

void Backend::run(const Pack&, Pointers) {
  throw std::logic_error(
      fmt::format("{}: products read their factors as they lie; nothing is packed", name()));
}

}  // namespace pont::ad
