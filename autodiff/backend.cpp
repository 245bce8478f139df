// What a backend does that works at once: replaying is issuing again, and the host's clock is its clock.
#include "autodiff/backend.hpp"

#include <fmt/format.h>

#include <chrono>

#include "autodiff/primitive.hpp"

namespace pont::ad {

void Backend::replay(Sequence& sequence, std::span<std::byte* const>, std::unique_ptr<Replays>&) {
  sequence.issue();
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
