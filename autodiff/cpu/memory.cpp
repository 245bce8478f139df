// Memory of the CPU backend, its name, and the object itself.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "autodiff/cpu/cpu.hpp"

namespace pont::ad {

std::string Cpu::description() const {
  const std::string library = products_.library();
  return library.empty() ? name() : std::string(name()) + ", products by " + library;
}

std::byte* Cpu::allocate(std::size_t bytes) {
  const std::size_t rounded = (bytes + 64) / 64 * 64;
  if (rounded < bytes) throw std::bad_alloc();
  void* p = std::aligned_alloc(64, rounded);
  if (!p) throw std::bad_alloc();
  std::memset(p, 0, rounded);  // so that a mistake would give the same bits in every run
  return static_cast<std::byte*>(p);
}

std::unique_ptr<Backend> Cpu::team(Workers& workers) { return std::make_unique<Cpu>(&workers, products_); }
void Cpu::clear(std::span<std::byte> memory) { std::ranges::fill(memory, std::byte{0}); }
void Cpu::release(std::byte* p) noexcept { std::free(p); }
// Programs only read it.
std::shared_ptr<std::byte> Cpu::share(std::shared_ptr<const Tensor> tensor) {
  auto* const bytes = const_cast<std::byte*>(tensor->bytes().data());
  return {std::move(tensor), bytes};
}
void Cpu::upload(std::byte* device, std::span<const std::byte> host) {
  std::ranges::copy(host, device);  // which may be empty
}
void Cpu::download(std::span<std::byte> host, const std::byte* device) {
  std::copy_n(device, host.size(), host.begin());
}

Backend& cpu() {
  static Cpu object;
  return object;
}

}  // namespace pont::ad
