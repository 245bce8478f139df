// The team of workers: every task once, nobody waits for a worker without a task, exceptions of the first failing task,
// floating-point modes checked.
#include "autodiff/workers.hpp"

#include <gtest/gtest.h>
#include <immintrin.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <utility>
#include <vector>

namespace pont::ad {
namespace {

TEST(Workers, EveryTaskRunsOnceForAnyTeam) {
  for (int team : {1, 2, 7}) {
    Workers workers(team);
    for (int tasks : {0, 1, 5, 100}) {
      std::vector<std::atomic<int>> count(100);
      workers.run(tasks, [&](int n, int worker) {
        ASSERT_LT(worker, team);
        ++count[n];
      });
      for (int n = 0; n < 100; ++n) EXPECT_EQ(count[n], n < tasks);
    }
  }
}

// Threads that come late to a run meet a later one here, of another length.
TEST(Workers, EveryTaskRunsOnceWhenRunsFollowAtOnce) {
  Workers workers(4);
  std::vector<int> count(3);  // plain numbers: a run that returned early would be a data race
  for (int round = 0; round < 20'000; ++round) {
    const int tasks = 1 + round % 3;
    workers.run(tasks, [&](int n, int) { ++count[static_cast<std::size_t>(n)]; });
    for (int n = 0; n < 3; ++n) ASSERT_EQ(std::exchange(count[static_cast<std::size_t>(n)], 0), n < tasks) << round;
  }
}

// Holds the thread that gets the signal, as a scheduler does that runs somebody else; not for ever.
std::atomic<bool> held_back{false}, may_go_on{false};
void hold_back(int) {
  held_back = true;
  for (int i = 0; i < 5000 && !may_go_on; ++i) usleep(1000);
}

// Each of two workers does one of two tasks, as none goes on before both have begun.
template <class Task> void one_for_each(Workers& workers, Task&& task) {
  std::atomic<int> inside{0};
  workers.run(2, [&](int, int worker) {
    ++inside;
    while (inside != 2) _mm_pause();
    task(worker);
  });
}

TEST(Workers, AWorkerIsWokenAndATaskThatIsBegunIsWaitedFor) {
  Workers workers(2);
  for (const unsigned microseconds : {50u, 20'000u}) {  // within the time that is not slept over, and beyond
    bool done = false;
    usleep(5000);  // the worker sleeps meanwhile, and is woken
    one_for_each(workers, [&](int worker) {
      if (worker == 0) return;
      usleep(microseconds);
      done = true;
    });
    EXPECT_TRUE(done) << microseconds;
  }
}

TEST(Workers, NobodyWaitsForAWorkerThatHasNotBegun) {
  Workers workers(2);
  pthread_t second{};
  one_for_each(workers, [&](int worker) {
    if (worker == 1) second = pthread_self();
  });
  signal(SIGUSR1, hold_back);
  pthread_kill(second, SIGUSR1);
  while (!held_back) usleep(1000);
  int done = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int round = 0; round < 3; ++round) workers.run(10, [&](int, int worker) { done += worker == 0; });
  const auto took = std::chrono::steady_clock::now() - start;
  may_go_on = true;
  EXPECT_EQ(done, 30);
  EXPECT_LT(took, std::chrono::seconds(4));  // the signal's hold takes 5
  signal(SIGUSR1, SIG_DFL);
}

TEST(Workers, TheLowestFailingTaskIsReported) {
  Workers workers(3);
  for (int i = 0; i < 50; ++i) try {
      workers.run(20, [](int n, int) {
        if (n >= 4) throw std::runtime_error("task " + std::to_string(n));
      });
      FAIL();
    } catch (const std::runtime_error& e) {
      EXPECT_STREQ(e.what(), "task 4");
    }
}

TEST(Workers, RefusesChangedFloatingPointModes) {
  const unsigned before = _mm_getcsr();
  _mm_setcsr(before | 0x8000);
  EXPECT_THROW(require_default_floating_point(), std::runtime_error);
  _mm_setcsr(before);
  EXPECT_NO_THROW(require_default_floating_point());
  EXPECT_THROW(Workers(0), std::invalid_argument);
}

}  // namespace
}  // namespace pont::ad
