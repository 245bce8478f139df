// Shuffles: what the lanes of a warp post, and what each gets once all lanes of the mask have come.
#include <algorithm>
#include <cstring>

#include "tests/cuda_device/block.hpp"
#include "tests/cuda_device/findings.hpp"
#include "tests/cuda_device/thread_name.hpp"

namespace pont::emulated {
namespace {

constexpr unsigned lanes = 32;

unsigned first_of(unsigned mask) { return static_cast<unsigned>(__builtin_ctz(mask)); }

std::string problem_of(const Exchange& mine, const Warp& warp, unsigned lane, unsigned source) {
  if (!(mine.mask >> lane & 1))
    return fmt::format("the mask {:#x} does not name the calling lane", mine.mask);
  if (!(mine.mask >> source & 1))
    return fmt::format("the mask {:#x} does not name lane {}, which is read", mine.mask, source);
  if (const unsigned missing = mine.mask & ~warp.exist)
    return fmt::format("the mask names lane {}, which the block does not have", first_of(missing));
  if (const unsigned returned = mine.mask & warp.returned)
    return fmt::format("the mask names lane {}, which has returned", first_of(returned));
  for (const Exchange& other : warp.exchanges)
    if (other.mask & mine.mask && (other.mask != mine.mask || !same(other.place, mine.place)))
      return fmt::format("lane {} is at {} with the mask {:#x}", first_of(other.posted), str(other.place),
                         other.mask);
  return "";
}

}  // namespace

std::string str(const Place& p) { return fmt::format("{}:{}", p.file_name(), p.line()); }
bool same(const Place& a, const Place& b) {
  return a.line() == b.line() && a.column() == b.column() &&
         (a.file_name() == b.file_name() || std::strcmp(a.file_name(), b.file_name()) == 0);
}

std::uint64_t BlockRunner::exchange(unsigned mask, std::uint64_t value, unsigned source, Place place) {
  const unsigned thread = running->thread, lane = thread % lanes;
  Exchange* exchange = join_exchange(thread, mask, source, place);
  if (!exchange) abandon();
  Warp& warp = warps_[thread / lanes];
  warp.value[lane] = value;
  warp.source[lane] = static_cast<std::uint8_t>(source);
  if (exchange->posted == mask)
    finish_exchange(*exchange, thread);
  else
    suspend(State::in_exchange, place);
  return warp.value[lane];
}

Exchange* BlockRunner::join_exchange(unsigned thread, unsigned mask, unsigned source, const Place& place) {
  Warp& warp = warps_[thread / lanes];
  const unsigned lane = thread % lanes;
  if (const std::string problem = problem_of({mask, 0, place}, warp, lane, source); !problem.empty()) {
    report("{}: shuffle at {}: {}", thread_name(), str(place), problem);
    return nullptr;
  }
  auto found =
      std::find_if(warp.exchanges.begin(), warp.exchanges.end(), [&](auto& e) { return e.mask == mask; });
  if (found == warp.exchanges.end()) found = warp.exchanges.insert(found, {mask, 0, place});
  found->posted |= 1u << lane;
  return &*found;
}

void BlockRunner::finish_exchange(Exchange& exchange, unsigned thread) {
  Warp& warp = warps_[thread / lanes];
  const std::array<std::uint64_t, lanes> posted = warp.value;
  for (unsigned rest = exchange.mask; rest; rest &= rest - 1) {
    const unsigned lane = first_of(rest), other = thread / lanes * lanes + lane;
    warp.value[lane] = posted[warp.source[lane]];
    if (other == thread) continue;
    threads_[other].state = State::running;
    ready_.push_back(other);
  }
  warp.exchanges.erase(warp.exchanges.begin() + (&exchange - warp.exchanges.data()));
}

}  // namespace pont::emulated
