// Programs compiled for a team of workers give the bits of one thread.
#include <gtest/gtest.h>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "autodiff/workers.hpp"

namespace pont::ad {
namespace {

struct Recorded {
  Tape tape;
  Var state, row, next, sum;
  // A chain over [rows, columns] with an update in place, a row vector spread over it, and scratch tiles.
  Recorded(i64 rows, i64 columns) {
    const Key key = Key::root(3);
    const Var zero = tape.constant(Tensor::scalar<i64>(0));
    state = tape.input({rows, columns}, Dtype::f32, "state");
    row = normal(zero, zero, key / "row", {columns}, Dtype::f32);
    const Var x = normal(zero, zero, key / "x", {rows, columns}, Dtype::f32);
    next = state + tanh(x * row + state) / (exp(row) + square(x));
    sum = ad::sum(next);
  }
};

std::pair<Tensor, Tensor> two_runs(i64 rows, i64 columns, Backend& backend) {
  Recorded r(rows, columns);
  Program p = compile({r.sum}, {{r.state, r.next}}, backend);
  for (int i = 0; i < 2; ++i) p.run();
  return {p.get(r.state), p.get(r.sum)};
}

TEST(Team, GivesTheBitsOfOneThread) {
  for (const auto& [rows, columns] : std::vector<std::pair<i64, i64>>{
           {1, 0}, {1, 1}, {1, 8191}, {1, 8192}, {1, 8193}, {3, 7001}, {113, 131}, {5, 12'345}, {20'000, 3}})
    for (const int count : {1, 2, 3, 8}) {
      Workers workers(count);
      const auto team = cpu().team(workers);
      EXPECT_EQ(two_runs(rows, columns, *team), two_runs(rows, columns, cpu()))
          << rows << "x" << columns << ", " << count << " workers";
    }
}

}  // namespace
}  // namespace pont::ad
