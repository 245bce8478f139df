// A replay allocates nothing: malloc and operator new are counted in this executable.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>

#include "autodiff/compile.hpp"
#include "autodiff/image_ops.hpp"
#include "autodiff/ops.hpp"

namespace {
std::atomic<long> allocations{0};
}
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* malloc(std::size_t n) { return ++allocations, __libc_malloc(n); }
void* calloc(std::size_t n, std::size_t m) { return ++allocations, __libc_calloc(n, m); }
void* realloc(void* p, std::size_t n) { return ++allocations, __libc_realloc(p, n); }
}

namespace pont::ad {
namespace {

TEST(Allocation, TheCounterCounts) {  // negative control
  const long before = allocations;
  void* volatile p = std::malloc(10);
  std::free(p);
  int* volatile q = new int(3);
  delete q;
  EXPECT_GE(allocations - before, 2);
}

TEST(Allocation, AHundredReplaysAllocateNothing) {
  Tape tape;
  const Var x = tape.input({128, 3}, Dtype::f32, "x"), w = tape.input({3, 64}, Dtype::f32, "w");
  const Var v = tape.input({64, 64}, Dtype::f32, "v"), b = tape.input({64}, Dtype::f32, "b");
  const Var step = tape.input({}, Dtype::i64, "step");
  const Var noise = normal(step, 0, Key::root(1), {128, 3}, Dtype::f32);
  const Var h = silu(matmul(x + noise, w) + b), y = cumsum(softmax(transpose(matmul(h, v)), 0), 1);
  const Var loss = mean(square(y)) + sum(gather(y, cast(max(h, {1}), Dtype::i64)));
  const std::vector<Var> g = grad(loss, std::vector<Var>{w, v, b});
  Program p = compile({loss}, {{w, w - 0.1 * g[0]}, {v, v - 0.1 * g[1]}, {b, b - 0.1 * g[2]}});
  p.run();  // OpenBLAS allocates its buffer at the first call
  const long before = allocations;
  for (int i = 0; i < 100; ++i) {
    p.view<i64>(step)[0] = i;
    p.run();
  }
  EXPECT_EQ(allocations - before, 0);
}

TEST(Allocation, ReplaysWithImagesAllocateNothing) {
  Tape tape;
  const Var x = tape.input({4, 8, 8, 8}, Dtype::f32, "x"), s = tape.input({8}, Dtype::f32, "s");
  const Var small = fir_down(silu(group_norm(x, s, s, 2, 1e-5))), tokens = reshape(small, {4, 16, 8});
  const Var seen = reshape(attention(tokens, tokens, tokens, 2), small.shape());
  const Var y = upsample_nearest(fir_up(mean_pool(seen, 2)), 2) + pixel_shuffle(pixel_unshuffle(max_pool(x, 1), 2), 2);
  const std::vector<Var> g = grad(mean(square(y)), std::vector<Var>{x, s});
  Program p = compile({g[0]}, {{s, s - 0.1 * g[1]}});
  p.run();
  const long before = allocations;
  for (int i = 0; i < 100; ++i) p.run();
  EXPECT_EQ(allocations - before, 0);
}

}  // namespace
}  // namespace pont::ad
