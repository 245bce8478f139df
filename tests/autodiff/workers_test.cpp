// The team of workers: every task once, exceptions of the first failing task, floating-point modes checked.
#include "autodiff/workers.hpp"

#include <gtest/gtest.h>
#include <immintrin.h>

#include <stdexcept>

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
