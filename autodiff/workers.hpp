// A fixed team of threads that run numbered tasks; who runs which task never shows in a result.
#pragma once
#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "autodiff/backend.hpp"

namespace pont::ad {

/// Persistent workers: between two runs they look for the next one for a fifth of a millisecond, then sleep. run() hands out
/// task numbers in order; a task must depend on its number alone, so that any number of workers gives the same bits. The calling
/// thread is worker 0; it waits for tasks that somebody has begun, never for a worker that has none, so that beside busy
/// processes, where the others get no core, it does all tasks itself. Floating-point modes are the defaults in every worker
/// (round to nearest, denormals on): checked when it starts, std::runtime_error if a library has changed them.
class Workers {
 public:
  /// `device`: where the programs run that the tasks make and issue. Throws std::invalid_argument for count < 1.
  explicit Workers(int count, Backend& device = cpu());
  ~Workers();
  Workers(const Workers&) = delete;

  Backend& device() const { return device_; }
  int count() const { return static_cast<int>(threads_.size()) + 1; }

  /// Calls task(number, worker) for number = 0 .. tasks-1, worker in [0, count()). Returns when all are done; rethrows the
  /// exception of the lowest task number that threw. No allocation.
  template <class Task> void run(int tasks, Task&& task) {
    run_erased(tasks, [](void* t, int number, int worker) { (*static_cast<std::remove_reference_t<Task>*>(t))(number, worker); },
               const_cast<void*>(static_cast<const void*>(&task)));
  }

 private:
  using Call = void (*)(void*, int number, int worker);
  void run_erased(int tasks, Call, void* task);
  void loop(int worker);
  void work(int worker);
  int claim();

  Backend& device_;
  std::vector<std::thread> threads_;
  std::atomic<unsigned> round_{0};      ///< counts the runs; a thread that sleeps is woken when it changes
  std::atomic<bool> stop_{false};       ///< set before the last change of round_
  std::atomic<std::uint64_t> open_{0};  ///< tasks of this run: low half those not begun, high half those begun and not done
  // What the run is about: written while nothing is open, read by those who hold a task.
  int tasks_ = 0;
  Call call_ = nullptr;
  void* task_ = nullptr;
  std::mutex mutex_;
  int failed_ = -1;           // guarded by mutex_
  std::exception_ptr error_;  // guarded by mutex_
};

/// Throws std::runtime_error unless MXCSR has its default rounding and denormal modes on this thread.
void require_default_floating_point();

}  // namespace pont::ad
