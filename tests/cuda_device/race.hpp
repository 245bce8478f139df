// Two threads of one launch that use the same word without a barrier between them.
#pragma once
#include <cstdint>

#include "tests/cuda_device/memory.hpp"
#include "tests/cuda_device/running.hpp"

namespace pont::emulated {

enum class Use { read, write, atomic };
inline constexpr std::uint16_t several = 0xFFFF;  ///< in place of a thread: more than one

/// Notes the use by thread `me` of the block; what it races with ("a write"), or null.
inline const char* use_word(Word& w, const Time& r, std::uint16_t me, Use use) {
  const auto meets = [&](std::uint32_t interval, std::uint16_t thread) {
    return interval >= r.launch_first &&
           (interval < r.block_first || (interval == r.interval && thread != me));
  };
  const bool both_atomic = use == Use::atomic && w.by_atomic;
  if (!both_atomic && meets(w.write_interval, w.writer)) return "a write";
  const bool read_in_launch = w.read_interval >= r.launch_first;
  if (use == Use::read) {
    w.earlier_block = read_in_launch && (w.earlier_block || w.read_interval < r.block_first);
    w.reader = w.read_interval == r.interval && w.reader != me ? several : me;
    w.read_interval = r.interval;
    return nullptr;
  }
  if (meets(w.read_interval, w.reader) || (read_in_launch && w.earlier_block)) return "a read";
  w.writer = me;
  w.write_interval = r.interval;
  w.by_atomic = use == Use::atomic;
  return nullptr;
}

}  // namespace pont::emulated
