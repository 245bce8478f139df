// A small regression to train on: inputs drawn in the program, the target a smooth function of them.
#pragma once
#include "autodiff/ops.hpp"
#include "nn/mlp.hpp"
#include "nn/training_step.hpp"

namespace pont::nn {

inline const ad::Key regression_key = ad::Key::root(17) / "regression";

/// Mlp 2 -> 16 -> 16 -> 1 for sin(x0) x1 of standard normal x.
class Regression final {
 public:
  explicit Regression(ad::Dtype dtype)
      : parameters(dtype), net_(parameters, "net", {2, 16, 16, 1}, activation("silu")) {}

  ShardLoss loss() const {
    return [this](const Shard& s) {
      const ad::Var x = ad::normal(s.step, s.first, regression_key / "x", {s.rows, 2}, parameters.dtype());
      const ad::Var target = ad::sin(ad::slice_axis(x, 1, 0, 1)) * ad::slice_axis(x, 1, 1, 2);
      const ad::Var y = net_(Context{s.parameters}, x);
      return ad::sum(ad::square(y - target)) / static_cast<double>(s.batch);
    };
  }

  Parameters parameters;

 private:
  Mlp net_;
};

inline TrainingOptions regression_options(ad::i64 batch, ad::i64 rows) {
  return {.batch = batch, .rows = rows, .rate = linear_warmup(1e-2, 10), .clip = 1, .ema_decay = 0.99};
}

}  // namespace pont::nn
