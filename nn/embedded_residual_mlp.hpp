// A residual multilayer perceptron that is told the time in every block.
#pragma once
#include <memory>

#include "nn/embeddings.hpp"
#include "nn/mlp.hpp"
#include "nn/time_network.hpp"

namespace pont::nn {

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
