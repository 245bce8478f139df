// A training step allocates nothing: malloc is replaced by one that counts.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>

#include "game.hpp"
#include "regression.hpp"

namespace {
std::atomic<bool> counting{false};
std::atomic<long> allocations{0};
void count() {
  if (counting.load(std::memory_order_relaxed)) allocations.fetch_add(1, std::memory_order_relaxed);
}
}  // namespace

// glibc's own entry points; operator new ends in malloc.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void* malloc(std::size_t n) { return count(), __libc_malloc(n); }
void* calloc(std::size_t n, std::size_t size) { return count(), __libc_calloc(n, size); }
void* realloc(void* p, std::size_t n) { return count(), __libc_realloc(p, n); }
void* aligned_alloc(std::size_t alignment, std::size_t n) { return count(), __libc_memalign(alignment, n); }
int posix_memalign(void** p, std::size_t alignment, std::size_t n) {
  count();
  *p = __libc_memalign(alignment, n);
  return *p ? 0 : 12;
}
}

namespace pont::nn {
namespace {

long allocations_in(int steps, TrainingStep& training) {
  allocations = 0;
  counting = true;
  for (int i = 0; i < steps; ++i) training.run();
  counting = false;
  return allocations;
}

TEST(TrainingAllocations, AreCounted) {  // control
  counting = true;
  allocations = 0;
  std::vector<int> v(1000);
  const std::unique_ptr<std::byte, void (*)(void*)> p(static_cast<std::byte*>(std::aligned_alloc(64, 640)),
                                                      std::free);
  counting = false;
  EXPECT_EQ(allocations, 2) << v.size() << p.get();
}

TEST(TrainingAllocations, AStepAllocatesNothing) {
  const Regression r(ad::Dtype::f32);
  for (const int count : {1, 2}) {
    ad::Workers workers(count);
    TrainingStep training(r.parameters, regression_key, Adam(), regression_options(64, 8), workers, r.loss());
    // The first step may allocate (OpenBLAS, per thread); every worker gets its first shard within a few.
    for (int i = 0; i < (count == 1 ? 1 : 50); ++i) training.run();
    EXPECT_EQ(allocations_in(100, training), 0) << count << " workers";
  }
}

TEST(TrainingAllocations, AStepOfSeveralPlayersAllocatesNothing) {
  const Game game(ad::Dtype::f32);
  for (const int count : {1, 2}) {
    ad::Workers workers(count);
    TrainingStep training(game.players(), workers);
    for (int i = 0; i < (count == 1 ? 1 : 50); ++i) training.run();
    EXPECT_EQ(allocations_in(100, training), 0) << count << " workers";
  }
}

}  // namespace
}  // namespace pont::nn
