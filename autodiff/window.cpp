// The table of a window: offsets of the pixels that the taps of a kernel see.
#include "autodiff/window.hpp"

#include <algorithm>
#include <map>
#include <mutex>

namespace pont::ad {

WindowTable::WindowTable(const Window& window) : window_(window) {
  const auto phases = [&](int axis) { return std::min(window.divide[axis], window.positions[axis]); };
  for (i64 top = 0; top < phases(0); ++top)
    for (i64 left = 0; left < phases(1); ++left) add_phase(top, left);
}

// Positions top, top + divide, ...: the remainder that a tap must leave is the same for all of them.
void WindowTable::add_phase(i64 top, i64 left) {
  const Window& w = window_;
  const auto hits = [&](int axis, i64 position, i64 tap) {
    return (position * w.multiply[axis] + w.shift[axis] + tap * w.step[axis]) % w.divide[axis] == 0;
  };
  Phase phase;
  for (i64 i = 0; i < w.taps[0]; ++i)
    for (i64 j = 0; j < w.taps[1]; ++j)
      if (hits(0, top, i) && hits(1, left, j)) phase.taps.push_back(static_cast<std::int32_t>(i * w.taps[1] + j));
  for (i64 p = top; p < w.positions[0]; p += w.divide[0])
    for (i64 q = left; q < w.positions[1]; q += w.divide[1])
      phase.positions.push_back(static_cast<std::int32_t>(p * w.positions[1] + q));
  const auto offset = [&](std::int32_t position, std::int32_t tap) {
    const i64 y = w.pixel(0, position / w.positions[1], tap / w.taps[1]),
              x = w.pixel(1, position % w.positions[1], tap % w.taps[1]);
    return y < 0 || x < 0 ? -1 : static_cast<std::int32_t>((y * w.image[1] + x) * w.channels);
  };
  for (const std::int32_t t : phase.taps)
    for (const std::int32_t p : phase.positions) phase.offsets.push_back(offset(p, t));
  phases_.push_back(std::move(phase));
}

std::shared_ptr<const WindowTable> WindowTable::of(const Window& window) {
  static std::mutex mutex;
  static std::map<Window, std::weak_ptr<const WindowTable>> tables;
  const std::lock_guard lock(mutex);
  auto& known = tables[window];
  std::shared_ptr<const WindowTable> table = known.lock();
  if (!table) known = table = std::shared_ptr<const WindowTable>(new WindowTable(window));
  return table;
}

}  // namespace pont::ad
