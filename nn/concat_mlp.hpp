// The toy network of the papers: a multilayer perceptron of state and raw time.
#pragma once
#include "nn/mlp.hpp"
#include "nn/time_network.hpp"

namespace pont::nn {

/// Mlp of the columns [u, t] and those of the condition, n + 1 + c -> hidden x depth -> m, the network of the
/// two-dimensional experiments of Dockhorn, Vahdat, Kreis 2022 (CLD): n = 2 (SGM), hidden 128, depth 4, m = 2
/// has 50,306 parameters, n = 4 (CLD) 50,562.
class ConcatMlp final : public TimeNetwork {
 public:
  /// Throws std::invalid_argument for sizes or a depth below 1.
  ConcatMlp(Parameters&, const std::string& name, ad::i64 n, ad::i64 hidden, int depth, ad::i64 m,
            const Activation&, const LinearStart& hidden_start = {}, const LinearStart& output_start = {},
            ConditionSize = {});

 private:
  ad::Var record(const Context&, ad::Var u, ad::Var t, ad::Var y) const override;

  Mlp mlp_;
};

}  // namespace pont::nn
