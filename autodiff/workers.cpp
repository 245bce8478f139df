// The team: one mutex, two conditions, and a counter from which tasks are drawn.
#include "autodiff/workers.hpp"

#include <fmt/format.h>
#include <immintrin.h>

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

Workers::Workers(int count) {
  if (count < 1)
    throw std::invalid_argument(fmt::format("workers: {} asked for; at least 1 is needed", count));
  require_default_floating_point();
  for (int w = 1; w < count; ++w) threads_.emplace_back([this, w] { loop(w); });
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  start_.notify_all();
  for (std::thread& t : threads_) t.join();
}

void Workers::run_erased(int tasks, Call call, void* task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_ = tasks;
    call_ = call;
    task_ = task;
    failed_ = -1;
    error_ = nullptr;
    next_.store(0, std::memory_order_relaxed);
    busy_ = static_cast<int>(threads_.size());
    ++round_;
  }
  start_.notify_all();
  work(0);
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return busy_ == 0; });
  if (error_) std::rethrow_exception(error_);
}

void Workers::loop(int worker) {
  unsigned long seen = 0;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      start_.wait(lock, [&] { return stop_ || round_ != seen; });
      if (stop_) return;
      seen = round_;
    }
    work(worker);
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0) done_.notify_one();
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
