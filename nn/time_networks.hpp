// Networks of state, time and condition.
#pragma once
#include <memory>

#include "nn/embeddings.hpp"
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

/// Mlp of the columns [u, t, sin(2 pi u F), cos(2 pi u F)] and those of the condition,
/// n + 1 + 2 m + c -> hidden x depth -> outputs, with fixed F [n, m] = scale * normal(key), in angular
/// frequencies the untrained row "NAME/frequencies": Tancik et al. 2020, eq. (5).
/// A perceptron of u alone learns a detail the later the finer it is; `scale`, in periods per unit of u,
/// says which details it sees at once.
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

/// e = act(time(embedding(t)) + condition(y)), `time` an Mlp with `width` units, `condition` a linear layer
/// without which there is no y; h = input(u); then per block
///   h += second(act(first(act(h)) + shift(e)));
/// last output(act(h)), as the blocks of Ho et al. 2020, appendix B. Adding the linear shift(e) is the same
/// function as giving `first` the columns [act(h), e]. Layers "time/hidden1", "time/output", "condition",
/// "input", "block1/first", "block1/shift", "block1/second", ..., "output". `output` is how the last layer
/// starts: LinearStart::zero() for a network that starts as 0. Throws std::invalid_argument for sizes below 1
/// or fewer than 0 blocks.
class EmbeddedResidualMlp final : public TimeNetwork {
 public:
  EmbeddedResidualMlp(Parameters&, const std::string& name, ad::i64 n, ad::i64 width, int blocks, ad::i64 m,
                      const Activation&, std::shared_ptr<const TimeEmbedding>, const LinearStart& output = {},
                      ConditionSize = {});

 private:
  ad::Var record(const Context&, ad::Var u, ad::Var t, ad::Var y) const override;

  std::string name_;
  const Activation* activation_;
  std::shared_ptr<const TimeEmbedding> embedding_;
  std::vector<Mlp> time_;          // one
  std::vector<Linear> condition_;  // one, or none
  std::vector<Linear> layers_;     // in order of use
};

}  // namespace pont::nn
