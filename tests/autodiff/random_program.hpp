// Random programs over every kind of instruction, for tests of the compiler.
#pragma once
#include <utility>
#include <vector>

#include "tests/autodiff/check_vjp.hpp"

namespace pont::ad {

struct RandomProgram {
  std::vector<std::pair<Var, Tensor>> inputs;
  std::vector<Var> outputs;
};

/// About 60 instructions on matrices of a few shapes in float32 or float64, a gradient among them.
inline RandomProgram random_program(Tape& tape, Key key) {
  const Dtype dtype = key.uniform(0) < .5 ? Dtype::f32 : Dtype::f64;
  u64 draws = 1;
  const auto pick = [&](std::size_t n) {
    return static_cast<std::size_t>(key.uniform(draws++) * static_cast<double>(n));
  };
  RandomProgram r;
  std::vector<Var> pool;
  for (const Shape& s : {Shape{6, 6}, Shape{1, 6}, Shape{6, 1}, Shape{}, Shape{6, 6}}) {
    const Var v = tape.input(s, dtype, "x" + std::to_string(pool.size()));
    Tensor t(s, dtype);
    for (i64 i = 0; i < s.size(); ++i)
      with_real(dtype, [&](auto x) {
        t.data<decltype(x)>()[i] = static_cast<decltype(x)>(key.uniform(draws++) - .5);
      });
    r.inputs.emplace_back(v, t);
    pool.push_back(v);
  }
  const auto square_one = [&] { return expand(pool[pick(pool.size())], {6, 6}); };
  for (int n = 0; n < 40; ++n) {
    const Var a = pool[pick(pool.size())], b = pool[pick(pool.size())];
    switch (pick(12)) {
      case 0:
        pool.push_back(a + b);
        break;
      case 1:
        pool.push_back(tanh(a) * b);
        break;
      case 2:
        pool.push_back(silu(a - 0.5 * b));
        break;
      case 3:
        pool.push_back(matmul(square_one(), square_one(), pick(2) == 0, pick(2) == 0));
        break;
      case 4:
        pool.push_back(sum(square_one(), {static_cast<i64>(pick(2))}, true));
        break;
      case 5:
        pool.push_back(mean(a));
        break;
      case 6:
        pool.push_back(transpose(square_one()));
        break;
      case 7:
        pool.push_back(reshape(slice(square_one(), {0, 1}, {6, 6}, {1, 5}), {6, 1}));
        break;
      case 8:
        pool.push_back(slice_axis(concat({square_one(), sin(square_one())}, 0), 0, 3, 9));
        break;
      case 9:
        pool.push_back(pad(slice_axis(square_one(), 0, 1, 4), {1, 0}, {2, 0}));
        break;
      case 10:
        pool.push_back(where(less(a, b), a, 0.1 * b));
        break;
      case 11:
        pool.push_back(slice_axis(square_one(), 0, 2, 3));
        break;
    }
  }
  for (int n = 0; n < 4; ++n) r.outputs.push_back(pool[pool.size() - 1 - pick(20)]);
  const Var loss = mean(tanh(pool.back()));
  for (const auto& [x, t] : r.inputs) r.outputs.push_back(grad(loss, x));
  return r;
}

}  // namespace pont::ad
