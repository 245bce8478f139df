// Pinned memory, and the program's segments that nobody can write.
#include "tests/cuda_device/host_memory.hpp"

#include <fmt/format.h>
#include <link.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

#include "tests/cuda_device/alive.hpp"
#include "tests/cuda_device/poison.hpp"

namespace pont::emulated {
namespace {

std::map<const std::byte*, std::size_t>& pinned() {
  static auto& object = *new std::map<const std::byte*, std::size_t>;
  return object;
}

using Ranges = std::vector<std::pair<std::uintptr_t, std::uintptr_t>>;

Ranges read_only_ranges() {
  Ranges ranges;
  const auto add = [](dl_phdr_info* module, std::size_t, void* out) {
    for (int i = 0; i < module->dlpi_phnum; ++i) {
      const auto& segment = module->dlpi_phdr[i];
      const bool constant = segment.p_type == PT_LOAD && !(segment.p_flags & PF_W);
      const std::uintptr_t from = module->dlpi_addr + segment.p_vaddr;
      if (constant || segment.p_type == PT_GNU_RELRO)
        static_cast<Ranges*>(out)->emplace_back(from, from + segment.p_memsz);
    }
    return 0;
  };
  ::dl_iterate_phdr(add, &ranges);
  return ranges;
}

}  // namespace

std::byte* allocate_pinned(std::size_t bytes) {
  auto* p = static_cast<std::byte*>(std::aligned_alloc(256, (bytes + 255) / 256 * 256));
  if (!p) return nullptr;
  poison(p, bytes);
  pinned()[p] = bytes;
  return p;
}

bool release_pinned(const void* p) {
  const auto found = pinned().find(static_cast<const std::byte*>(p));
  if (found == pinned().end()) return false;
  std::free(const_cast<std::byte*>(found->first));
  pinned().erase(found);
  return true;
}

bool is_pinned(const void* p, std::size_t bytes) {
  const auto* at = static_cast<const std::byte*>(p);
  const auto after = pinned().upper_bound(at);
  if (after == pinned().begin()) return false;
  const auto& [from, size] = *std::prev(after);
  return at + bytes <= from + size;
}

bool is_read_only(const void* p) {
  static const Ranges& ranges = *new Ranges(read_only_ranges());
  const auto at = reinterpret_cast<std::uintptr_t>(p);
  for (const auto& [from, to] : ranges)
    if (at >= from && at < to) return true;
  return false;
}

void forget_pinned() {
  while (!pinned().empty()) release_pinned(pinned().begin()->first);
}

void add_pinned_alive(std::vector<std::string>& texts) {
  for (const auto& [p, bytes] : pinned()) texts.push_back(fmt::format("pinned memory of {} bytes", bytes));
}

}  // namespace pont::emulated
