// Mapping device memory twice: for kernels, mostly locked, and for the emulator, always open.
#include "tests/cuda_device/memory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "tests/cuda_device/device.hpp"
#include "tests/cuda_device/findings.hpp"
#include "tests/cuda_device/poison.hpp"

namespace pont::emulated {
namespace {

constexpr std::size_t page = 4096, red_zone = 256;  // cudaMalloc aligns to 256 bytes, so does this

std::byte* map(std::size_t bytes, int protection, int flags, int file) {
  void* p = ::mmap(nullptr, bytes, protection, flags | MAP_NORESERVE, file, 0);
  if (p != MAP_FAILED) return static_cast<std::byte*>(p);
  std::perror("emulated device: mmap");
  std::abort();
}

std::size_t configured_size() {
  const char* given = std::getenv("PONT_CUDA_BYTES");
  return given ? std::strtoull(given, nullptr, 10) : std::size_t{1} << 30;
}

std::size_t pages_for(std::size_t bytes) { return (red_zone + bytes + red_zone + page - 1) / page * page; }

}  // namespace

Memory& Memory::get() {
  static Memory& object = *new Memory;
  return object;
}

Memory::Memory() : file_(::memfd_create("device memory", 0)), size_(configured_size()) {
  if (file_ < 0 || ::ftruncate(file_, reach) != 0) std::perror("emulated device: memfd"), std::abort();
  base_ = map(reach, PROT_NONE, MAP_SHARED, file_);
  alias_ = map(reach, PROT_READ | PROT_WRITE, MAP_SHARED, file_);
  listen_for_host_faults();
  const int own = MAP_PRIVATE | MAP_ANONYMOUS;
  state_ = reinterpret_cast<std::uint8_t*>(map(reach, PROT_READ | PROT_WRITE, own, -1));
  words_ = reinterpret_cast<Word*>(map(reach / 4 * sizeof(Word), PROT_READ | PROT_WRITE, own, -1));
}

std::byte* Memory::allocate(std::size_t bytes) {
  if (bytes > size_ - used_) return nullptr;
  const std::size_t pages = pages_for(bytes), at = next_ + red_zone;
  if (pages > reach - next_) std::fputs("emulated device: no addresses are left\n", stderr), std::abort();
  poison(alias_ + next_, pages);
  std::fill_n(state_ + at, bytes, unwritten);
  allocations_[at] = {bytes, ++number_};
  next_ += pages;
  used_ += bytes;
  return base_ + at;
}

bool Memory::release(const void* p) {
  const auto found = allocations_.find(offset(p));
  if (found == allocations_.end()) return false;
  const auto [at, allocation] = *found;
  const std::size_t first = at - red_zone, pages = pages_for(allocation.bytes);
  used_ -= allocation.bytes;
  allocations_.erase(found);
  ::fallocate(file_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(first),
              static_cast<off_t>(pages));
  ::madvise(state_ + first, pages, MADV_DONTNEED);
  ::madvise(words_ + first / 4, pages / 4 * sizeof(Word), MADV_DONTNEED);
  return true;
}

void Memory::clear() {
  while (!allocations_.empty()) release(base_ + allocations_.begin()->first);
}

const std::byte* Memory::below(Byte least, const void* p, std::size_t count) const {
  const std::uint8_t* from = bytes(p);
  const std::uint8_t* found = std::find_if(from, from + count, [&](std::uint8_t b) { return b < least; });
  return found == from + count ? nullptr : base_ + (found - state_);
}

std::string Memory::place(const void* p) const {
  const std::size_t at = offset(p);
  auto after = allocations_.upper_bound(at);
  if (after != allocations_.begin()) {
    const auto& [first, a] = *std::prev(after);
    if (at < first + a.bytes)
      return fmt::format("byte {} of allocation {} ({} bytes)", at - first, a.number, a.bytes);
    if (at < first - red_zone + pages_for(a.bytes))
      return fmt::format("{} bytes past the end of allocation {} ({} bytes)", at - first - a.bytes, a.number,
                         a.bytes);
  }
  if (after != allocations_.end() && after->first - at <= red_zone)
    return fmt::format("{} bytes before allocation {} ({} bytes)", after->first - at, after->second.number,
                       after->second.bytes);
  return "memory that is not allocated, or no longer";
}

void Memory::open() {
  if (!std::exchange(open_, true)) ::mprotect(base_, reach, PROT_READ | PROT_WRITE);
}
void Memory::close() {
  if (!std::exchange(open_, false)) return;
  ::mprotect(base_, reach, PROT_NONE);
  if (const std::string text = damage(); !text.empty()) report("the guard of an allocation was {}", text);
}

std::string Memory::damage() {
  for (const auto& [at, a] : allocations_) {
    const std::size_t end = at + a.bytes;
    for (const std::size_t from : {at - red_zone, end}) {
      const std::byte* broken = first_not_poisoned(alias_ + from, alias_ + from + red_zone);
      if (!broken) continue;
      poison(alias_ + from, red_zone);
      return fmt::format("written {}", place(base_ + (broken - alias_)));
    }
  }
  return "";
}

void device_bytes(std::size_t bytes) { Memory::get().resize(bytes); }

}  // namespace pont::emulated
