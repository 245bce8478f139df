// Shuffles: what the lanes of a warp post, and what each gets once all lanes of the mask have come.
#include <array>
#include <cstring>

#include "tests/cuda_device/block.hpp"
#include "tests/cuda_device/findings.hpp"
#include "tests/cuda_device/thread_name.hpp"

namespace pont::emulated {
namespace {

constexpr unsigned lanes = 32;

bool in(unsigned mask, unsigned lane) { return mask >> lane & 1; }

}  // namespace

std::string str(const Place& p) { return fmt::format("{}:{}", p.file_name(), p.line()); }
bool same(const Place& a, const Place& b) {
  return a.line() == b.line() && a.column() == b.column() && std::strcmp(a.file_name(), b.file_name()) == 0;
}

std::uint64_t BlockRunner::exchange(unsigned mask, std::uint64_t value, unsigned source, Place place) {
  const unsigned thread = running->thread;
  Thread& me = threads_[thread];
  me.mask = mask;
  me.source = source;
  me.value = value;
  me.place = place;
  if (!may_exchange(thread)) abandon();
  if (!complete_exchange(thread)) suspend(State::in_exchange, place);
  return threads_[thread].value;
}

bool BlockRunner::may_exchange(unsigned thread) const {
  const std::string problem = problem_of_exchange(thread);
  if (problem.empty()) return true;
  report("{}: shuffle at {}: {}", thread_name(), str(threads_[thread].place), problem);
  return false;
}

std::string BlockRunner::problem_of_exchange(unsigned thread) const {
  const Thread& me = threads_[thread];
  const unsigned first = thread / lanes * lanes;
  if (!in(me.mask, thread % lanes))
    return fmt::format("the mask {:#x} does not name the calling lane", me.mask);
  if (!in(me.mask, me.source))
    return fmt::format("the mask {:#x} does not name lane {}, which is read", me.mask, me.source);
  for (unsigned lane = 0; lane < lanes; ++lane) {
    if (!in(me.mask, lane)) continue;
    if (first + lane >= threads_.size())
      return fmt::format("the mask names lane {}, which the block does not have", lane);
    const Thread& other = threads_[first + lane];
    if (other.state == State::done) return fmt::format("the mask names lane {}, which has returned", lane);
    if (other.state != State::in_exchange) continue;
    if (other.mask != me.mask || !same(other.place, me.place))
      return fmt::format("lane {} is at {} with the mask {:#x}", lane, str(other.place), other.mask);
  }
  return "";
}

bool BlockRunner::complete_exchange(unsigned thread) {
  const unsigned first = thread / lanes * lanes, mask = threads_[thread].mask;
  std::array<std::uint64_t, lanes> posted{};
  for (unsigned lane = 0; lane < lanes; ++lane) {
    if (!in(mask, lane)) continue;
    const Thread& t = threads_[first + lane];
    if (first + lane != thread && t.state != State::in_exchange) return false;
    posted[lane] = t.value;
  }
  for (unsigned lane = 0; lane < lanes; ++lane) {
    if (!in(mask, lane)) continue;
    Thread& t = threads_[first + lane];
    t.value = posted[t.source];
    if (first + lane == thread) continue;
    t.state = State::running;
    ready_.push_back(first + lane);
  }
  return true;
}

}  // namespace pont::emulated
