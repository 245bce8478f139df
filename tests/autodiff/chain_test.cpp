// Operands that a chain reads broadcast have the bits of operands that are stored as large as the result; sums of
// columns have their order.
#include <gtest/gtest.h>

#include <algorithm>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "autodiff/workers.hpp"

namespace pont::ad {
namespace {

Tensor random_values(const Shape& shape, Dtype dtype, std::uint64_t key) {
  Tensor t(shape, dtype);
  with_real(dtype, [&](auto x) {
    auto values = t.data<decltype(x)>();
    fill_normal(Key::root(key), 0, 0, shape.size(), values.data());
  });
  return t;
}

Tensor expanded(const Tensor& x, const Shape& shape) {
  Tape tape;
  return eval(expand(tape.constant(x), shape));
}

Tensor computed(const std::vector<Tensor>& in, Backend& backend) {
  Tape tape;
  std::vector<Var> x;
  for (const Tensor& t : in) x.push_back(tape.input(t.shape(), t.dtype(), "x"));
  const Var y = x[0] * x[1] + x[2] - (x[3] + x[4] * x[5]);
  Program p = compile({y}, backend);
  for (std::size_t i = 0; i < in.size(); ++i) p.set(x[i], in[i]);
  p.run();
  return p.get(y);
}

// Blocks of many tiles and of a part of one, rows that fill tiles or do not, and rows longer than a tile.
TEST(Chain, BroadcastOperandsOfImagesAreReadAsIfTheyWereStored) {
  Workers workers(3);
  const std::unique_ptr<Backend> team = cpu().team(workers);
  for (const Shape& s : {Shape{3, 784, 32}, Shape{5, 196, 48}, Shape{7, 3, 5}, Shape{2, 61, 33}, Shape{2, 3, 3000},
                         Shape{4, 1025, 1}, Shape{3, 1, 7}, Shape{6, 31, 33}})
    for (const Dtype d : {Dtype::f32, Dtype::f64}) {
      std::vector<Tensor> broadcast, stored;
      for (const Shape& part : {s, Shape{s[0], 1, s[2]}, Shape{s[2]}, Shape{s[0], s[1], 1}, Shape{s[0], 1, 1},
                                Shape{s[1], s[2]}}) {
        broadcast.push_back(random_values(part, d, broadcast.size()));
        stored.push_back(expanded(broadcast.back(), s));
      }
      const Tensor expected = computed(stored, cpu());
      EXPECT_EQ(computed(broadcast, cpu()), expected) << str(s) << ' ' << name_of(d);
      EXPECT_EQ(computed(broadcast, *team), expected) << str(s) << ' ' << name_of(d);
    }
}

// A product is computed in blocks of rows, which begin and end within a sample.
TEST(Chain, BroadcastOperandsBehindAProductAreReadAsIfTheyWereStored) {
  for (const Dtype d : {Dtype::f32, Dtype::f64}) {
    const Shape s{5, 100, 8};
    const Tensor t = random_values({5, 1, 8}, d, 1), a = random_values({500, 3}, d, 2), b = random_values({3, 8}, d, 3);
    std::vector<Tensor> results;
    for (const Tensor& operand : {t, expanded(t, s)}) {
      Tape tape;
      const Var x = tape.input(operand.shape(), d, "x"), l = tape.input(a.shape(), d, "l");
      const Var r = tape.input(b.shape(), d, "r");
      const Var y = reshape(matmul(l, r), s) + x;
      Program p = compile({y});
      ASSERT_EQ(p.plan().instructions.size(), 1u) << p.listing();
      p.set(x, operand);
      p.set(l, a);
      p.set(r, b);
      p.run();
      results.push_back(p.get(y));
    }
    EXPECT_EQ(results[0], results[1]) << name_of(d);
  }
}

// The order of the sums is part of what a result is: chains of 64, added up in turn.
TEST(Chain, SumsOfColumnsAreChainsOf64) {
  const i64 n = 200, columns = 45;
  const Tensor x = random_values({n, columns}, Dtype::f32, 4);
  Tape tape;
  const Tensor y = eval(sum(tape.constant(x), {0}));
  for (i64 c = 0; c < columns; ++c) {
    float total = 0;
    for (i64 from = 0; from < n; from += 64) {
      float part = 0;
      for (i64 i = from; i < std::min(n, from + 64); ++i)
        part += x.data<float>()[static_cast<std::size_t>(i * columns + c)];
      total += part;
    }
    EXPECT_EQ(y.data<float>()[static_cast<std::size_t>(c)], total) << c;
  }
}

}  // namespace
}  // namespace pont::ad
