// Memory of the CPU backend, and the object itself.
#include <cstdlib>
#include <cstring>
#include <new>

#include "autodiff/cpu/cpu.hpp"

namespace pont::ad {

std::byte* Cpu::allocate(std::size_t bytes) {
  const std::size_t rounded = (bytes + 64) / 64 * 64;
  if (rounded < bytes) throw std::bad_alloc();
  void* p = std::aligned_alloc(64, rounded);
  if (!p) throw std::bad_alloc();
  std::memset(p, 0, rounded);
  return static_cast<std::byte*>(p);
}

void Cpu::release(std::byte* p) noexcept { std::free(p); }
void Cpu::upload(std::byte* device, std::span<const std::byte> host) {
  std::memcpy(device, host.data(), host.size());
}
void Cpu::download(std::span<std::byte> host, const std::byte* device) {
  std::memcpy(host.data(), device, host.size());
}

Backend& cpu() {
  static Cpu object;
  return object;
}
std::unique_ptr<Backend> cpu_team(Workers& workers) { return std::make_unique<Cpu>(&workers); }

}  // namespace pont::ad
