// The team: a count of runs that threads watch, and a counter from which tasks are drawn.
#include "autodiff/workers.hpp"

#include <fmt/format.h>
#include <immintrin.h>

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

// Waits until `value` is no longer `old`. What comes within microseconds is not slept over; a core that
// others want is given away; and after a fifth of a millisecond the thread sleeps.
template <class T>
void await_change(const std::atomic<T>& value, T old) {
  const auto changed = [&] { return value.load(std::memory_order_acquire) != old; };
  for (int i = 0; i < 200; ++i) {
    if (changed()) return;
    _mm_pause();
  }
  const auto enough = std::chrono::steady_clock::now() + std::chrono::microseconds(200);
  do {
    if (changed()) return;
    std::this_thread::yield();
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
  stop_ = true;
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
  next_.store(0, std::memory_order_relaxed);
  busy_.store(static_cast<int>(threads_.size()), std::memory_order_relaxed);
  round_.fetch_add(1, std::memory_order_release);
  round_.notify_all();
  work(0);
  for (int busy; (busy = busy_.load(std::memory_order_acquire)) != 0;) await_change(busy_, busy);
  if (error_) std::rethrow_exception(error_);
}

void Workers::loop(int worker) {
  for (unsigned seen = 0;; ++seen) {
    await_change(round_, seen);
    if (stop_) return;
    work(worker);
    busy_.fetch_sub(1, std::memory_order_release);
    busy_.notify_one();
  }
}

void Workers::work(int worker) {
  for (int n = next_.fetch_add(1); n < tasks_; n = next_.fetch_add(1)) {
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
  }
}

}  // namespace pont::ad
