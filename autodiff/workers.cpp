// The team: a count of runs that threads watch, and one word from which tasks are claimed.
#include "autodiff/workers.hpp"

#include <fmt/format.h>
#include <immintrin.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace pont::ad {

void require_default_floating_point() {
  constexpr unsigned flush_to_zero = 0x8000, denormals_are_zero = 0x0040, rounding = 0x6000;
  if (const unsigned modes = _mm_getcsr() & (flush_to_zero | denormals_are_zero | rounding); modes != 0)
    throw std::runtime_error(
        fmt::format("floating-point modes are changed (MXCSR bits {:#x}): some library was built with "
                    "-ffast-math; results would differ, find it with LD_DEBUG=libs and remove it",
                    modes));
}

namespace {

// One task that is begun and not done, in the word that also counts those not begun.
constexpr std::uint64_t held = std::uint64_t{1} << 32;
constexpr std::uint32_t not_begun(std::uint64_t open) { return static_cast<std::uint32_t>(open); }

// Waits until `value` is no longer `old`. What comes within a fifth of a millisecond is not slept over; a longer wait
// is a sleep. The core is not offered to others in between: a busy process would keep it for a whole slice.
template <class T>
void await_change(const std::atomic<T>& value, T old) {
  const auto changed = [&] { return value.load(std::memory_order_acquire) != old; };
  const auto enough = std::chrono::steady_clock::now() + std::chrono::microseconds(200);
  do {
    for (int i = 0; i < 32; ++i) {
      if (changed()) return;
      _mm_pause();
    }
  } while (std::chrono::steady_clock::now() < enough);
  while (!changed()) value.wait(old, std::memory_order_acquire);
}

}  // namespace

Workers::Workers(int count, Backend& device) : device_(device) {
  if (count < 1)
    throw std::invalid_argument(fmt::format("workers: {} asked for; at least 1 is needed", count));
  require_default_floating_point();
  for (int w = 1; w < count; ++w) threads_.emplace_back([this, w] { loop(w); });
}

Workers::~Workers() {
  stop_.store(true, std::memory_order_relaxed);
  round_.fetch_add(1, std::memory_order_release);
  round_.notify_all();
  for (std::thread& t : threads_) t.join();
}

void Workers::run_erased(int tasks, Call call, void* task) {
  tasks_ = tasks;
  call_ = call;
  task_ = task;
  failed_ = -1;
  error_ = nullptr;
  open_.store(static_cast<std::uint64_t>(std::max(tasks, 0)), std::memory_order_release);
  round_.fetch_add(1, std::memory_order_release);
  round_.notify_all();
  work(0);
  for (std::uint64_t open; (open = open_.load(std::memory_order_acquire)) != 0;) await_change(open_, open);
  if (error_) std::rethrow_exception(error_);
}

void Workers::loop(int worker) {
  for (unsigned seen = 0;;) {
    await_change(round_, seen);
    seen = round_.load(std::memory_order_acquire);
    if (stop_.load(std::memory_order_relaxed)) return;
    work(worker);
  }
}

// The number of a task that is now held, or -1. One exchange takes it and says so: a thread that comes late, be it in
// a later run than the one it was woken for, holds a task of the present run or changes nothing.
int Workers::claim() {
  std::uint64_t open = open_.load(std::memory_order_relaxed);
  do {
    if (not_begun(open) == 0) return -1;
  } while (!open_.compare_exchange_weak(open, open - 1 + held, std::memory_order_acq_rel,
                                        std::memory_order_relaxed));
  return tasks_ - static_cast<int>(not_begun(open));
}

void Workers::work(int worker) {
  for (int n; (n = claim()) >= 0;) {
    try {
      require_default_floating_point();
      call_(task_, n, worker);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (failed_ < 0 || n < failed_) {
        failed_ = n;
        error_ = std::current_exception();
      }
    }
    if (open_.fetch_sub(held, std::memory_order_acq_rel) == held) open_.notify_one();
  }
}

}  // namespace pont::ad
