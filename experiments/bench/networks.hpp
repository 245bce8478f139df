// The networks of the workloads: a perceptron of [u, embedding of t], and the two-branch net of diffusion
// bridges.
#pragma once
#include "nn/mlp.hpp"
#include "nn/time_networks.hpp"

namespace pont::bench {

/// How many floating-point operations one row costs in matrix products: forward alone, and a training step,
/// which adds the gradients of weights (all layers) and of inputs (all but the first layers).
struct Cost {
  double forward, training;
};

/// [u, sin and cos of 16 frequencies of t] through `depth` hidden layers of `width` units with SiLU: the
/// shape of the toy networks of Dockhorn, Vahdat, Kreis 2022 (CLD), appendix E.
class EmbeddedMlp final : public nn::TimeNetwork {
 public:
  EmbeddedMlp(nn::Parameters&, ad::i64 inputs, ad::i64 width, int depth, ad::i64 outputs);
  static Cost cost(ad::i64 inputs, ad::i64 width, int depth, ad::i64 outputs);

 private:
  ad::Var record(const nn::Context&, ad::Var u, ad::Var t, ad::Var y) const override;

  nn::Mlp mlp_;
};

/// u (2-16-32) and an embedding of t (16-16-32), side by side into 64-128-128-2, leaky ReLU: the 2-D network
/// of De Bortoli, Thornton, Heng, Doucet 2021 (DSB), appendix J.
class BridgeNet final : public nn::TimeNetwork {
 public:
  explicit BridgeNet(nn::Parameters&);
  static Cost cost();

 private:
  ad::Var record(const nn::Context&, ad::Var u, ad::Var t, ad::Var y) const override;

  nn::Mlp time_, state_, joint_;
};

}  // namespace pont::bench
