// A multilayer perceptron that sees its state through Fourier features.
#pragma once
#include "nn/mlp.hpp"
#include "nn/time_network.hpp"

namespace pont::nn {

/// Mlp of the columns [u, t, sin(2 pi u F), cos(2 pi u F)] and those of the condition, n + 1 + 2 m + c ->
/// hidden x depth
/// -> outputs, with
/// fixed F [n, m] = scale * normal(key), in angular frequencies the untrained row "NAME/frequencies": Tancik
/// et al. 2020, eq. (5). A perceptron of u alone learns a detail the later the finer it is; `scale`, in
/// periods per unit of u, says which details it sees at once.
class FourierMlp final : public TimeNetwork {
 public:
  struct Features {
    ad::i64 m = 64;
    double scale = 1;
    ad::Key key;
  };
  /// Throws std::invalid_argument for sizes or a depth below 1, or a scale that is not positive.
  FourierMlp(Parameters&, const std::string& name, ad::i64 n, const Features&, ad::i64 hidden, int depth,
             ad::i64 outputs, const Activation&, const LinearStart& hidden_start = {},
             const LinearStart& output_start = {}, ConditionSize = {});

 private:
  ad::Var record(const Context&, ad::Var u, ad::Var t, ad::Var y) const override;

  std::string name_;
  UntrainedId frequencies_;
  Mlp mlp_;
};

}  // namespace pont::nn
