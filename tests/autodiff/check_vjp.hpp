// Gradient check along one random direction, at any order: <vjp(w), v> against the finite difference of <w,
// f> along v.
#pragma once
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {

using Function = std::function<Var(std::span<const Var>)>;

inline Tensor random_tensor(Shape shape, Key key, double low, double high) {
  Tensor t(shape, Dtype::f64);
  fill_uniform(key, 0, 0, shape.size(), t.data<double>().data());
  for (double& x : t.data<double>()) x = low + (high - low) * x;
  return t;
}

inline std::vector<Var> make_inputs(Tape& tape, const std::vector<Tensor>& x) {
  std::vector<Var> in;
  for (std::size_t i = 0; i < x.size(); ++i)
    in.push_back(tape.input(x[i].shape(), x[i].dtype(), "x" + std::to_string(i)));
  return in;
}

inline Tensor shifted(const Tensor& x, const Tensor& v, double e) {
  Tensor y = x;
  for (i64 i = 0; i < x.shape().size(); ++i) y.data<double>()[i] += e * v.data<double>()[i];
  return y;
}

/// f is checked at x (float64), at orders 1..order. Fails with `name` and both numbers.
inline void check_vjp(const std::string& name, const Function& f, const std::vector<Tensor>& x, Key key,
                      int order = 2) {
  Tape tape;
  const std::vector<Var> in = make_inputs(tape, x);
  const Var y = f(in);
  const Var loss = sum(y * tape.constant(random_tensor(y.shape(), key / "w", -1, 1)));
  const std::vector<Var> g = grad(loss, in);
  std::vector<Var> outputs = g;
  outputs.push_back(loss);
  Program p = compile(outputs);
  const auto value_at = [&](double e) {
    for (std::size_t i = 0; i < x.size(); ++i)
      p.set(in[i], shifted(x[i], random_tensor(x[i].shape(), key / "v" / i, -1, 1), e));
    p.run();
    return p.get(loss).at(0);
  };
  const double e = 1e-4;  // fourth-order central difference: truncation and rounding both near 1e-11
  const double slope = (8 * (value_at(e) - value_at(-e)) - (value_at(2 * e) - value_at(-2 * e))) / (12 * e);
  value_at(0);
  double product = 0, scale = 1;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Tensor gi = p.get(g[i]), v = random_tensor(x[i].shape(), key / "v" / i, -1, 1);
    ASSERT_EQ(gi.shape(), x[i].shape()) << name << ": gradient shape of input " << i;
    for (i64 j = 0; j < gi.shape().size(); ++j) {
      product += gi.at(j) * v.at(j);
      scale += std::abs(gi.at(j) * v.at(j));
    }
  }
  EXPECT_NEAR(product, slope, 1e-8 * scale) << name << ", order counted from the top: " << order;
  if (order < 2) return;
  const Function next = [&](std::span<const Var> z) {
    const Var yz = f(z);
    const Var lz = sum(yz * z[0].tape->constant(random_tensor(yz.shape(), key / "w", -1, 1)));
    Var s;
    for (const Var& gz : grad(lz, z)) s = s ? s + sum(gz * gz) : sum(gz * gz);
    return s;
  };
  check_vjp(name + "'", next, x, key / "next", order - 1);
}

}  // namespace pont::ad
