// Which memory an address belongs to, and what is wrong with using it so.
#include "tests/cuda_device/access.hpp"

#include <algorithm>

#include "tests/cuda_device/block.hpp"
#include "tests/cuda_device/findings.hpp"
#include "tests/cuda_device/host_memory.hpp"
#include "tests/cuda_device/shared_memory.hpp"
#include "tests/cuda_device/thread_name.hpp"

namespace pont::emulated {
namespace {

struct Access {
  const std::byte* at;
  std::size_t bytes;
  Use use;
  const void* code;
};

/// Reports; false, so that the caller can end the kernel once all it holds is released.
[[gnu::noinline]] bool refuse(const Access& a, const std::string& why) {
  const char* verb = a.use == Use::read ? "reads" : a.use == Use::write ? "writes" : "updates";
  report("{}: {} {} bytes {} at {}", thread_name(), verb, a.bytes, why, source_of(a.code));
  return false;
}

template <class Where>
bool words_are_free(const Access& a, Word* words, const Time& time, Where where) {
  if (a.bytes < 4) return true;  // words are 4 bytes wide; two threads may use different bytes of one
  const auto me = static_cast<std::uint16_t>(running->thread);
  for (std::size_t i = 0; i < a.bytes / 4; ++i)
    if (const char* with = use_word(words[i], time, me, a.use))
      return refuse(a, fmt::format("of {} in a race with {} by another thread: no barrier lies between them,",
                                   where(), with));
  return true;
}

bool check_global(const Access& a) {
  static const Memory& memory = Memory::get();
  const Byte least = a.use == Use::write ? unwritten : written;
  std::uint8_t* state = memory.bytes(a.at);
  for (std::size_t i = 0; i < a.bytes; ++i) {
    if (state[i] >= least) continue;
    const char* why = state[i] == outside ? "out of bounds, at" : "that nobody has written, from";
    return refuse(a, fmt::format("{} {},", why, memory.place(a.at + i)));
  }
  if (a.use != Use::read) std::fill_n(state, a.bytes, written);
  return words_are_free(a, memory.word(a.at), running->time, [&] { return memory.place(a.at); });
}

bool check_shared(const Access& a, SharedMemory& shared) {
  const auto where = [&] { return shared.place(a.at); };
  const Time time{running->time.block_first, running->time.block_first, running->time.interval};
  if (shared.beyond_launch(a.at, a.bytes))
    return refuse(a, fmt::format("past the shared memory of the launch, {},", where()));
  if (a.use != Use::write && !shared.was_written(a.at, a.bytes, time.block_first))
    return refuse(a, fmt::format("that no thread of the block has written, of {},", where()));
  if (!words_are_free(a, shared.word(a.at), time, where)) return false;
  if (a.use != Use::read && a.bytes < 4) shared.word(a.at)->write_interval = time.interval;
  return true;
}

bool check_host(const Access& a) {
  const Kernel& kernel = *running->kernel;
  const auto in_arguments = static_cast<std::size_t>(a.at - static_cast<const std::byte*>(kernel.arguments));
  if (in_arguments < kernel.bytes || is_pinned(a.at, a.bytes)) return true;
  if (a.use == Use::read && is_read_only(a.at)) return true;
  return refuse(a, fmt::format("of the host, at {},", static_cast<const void*>(a.at)));
}

bool check(const Access& a) {
  static const Memory& memory = Memory::get();
  if (memory.contains(a.at)) return check_global(a);
  if (BlockRunner::get().on_own_stack(a.at)) return true;
  SharedMemory& shared = SharedMemory::get();
  return shared.contains(a.at) ? check_shared(a, shared) : check_host(a);
}

}  // namespace

void check_access(const void* at, std::size_t bytes, Use use, const void* code) {
  if (!check({static_cast<const std::byte*>(at), bytes, use, code})) abandon_kernel();
}

}  // namespace pont::emulated
