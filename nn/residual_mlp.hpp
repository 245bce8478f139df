// The residual multilayer perceptron.
#pragma once
#include "nn/activations.hpp"
#include "nn/linear.hpp"

namespace pont::nn {

/// h = input(x); then per block h += second(act(first(act(h)))); last output(act(h)): pre-activation blocks
/// of He et al. 2016 without normalisation. Layers "input", "block1/first", "block1/second", ..., "output". x
/// [..., in] to [..., out], `width` units inside. `output` is how the last layer starts: LinearStart::zero()
/// for a network that starts as 0. Throws std::invalid_argument for a negative number of blocks.
class ResidualMlp final {
 public:
  ResidualMlp(Parameters&, const std::string& name, ad::i64 in, ad::i64 width, ad::i64 out, int blocks,
              const Activation&, const LinearStart& output = {});
  ad::Var operator()(const Context&, ad::Var x) const;

 private:
  std::string name_;
  const Activation* activation_;
  std::vector<Linear> layers_;  // in order of use
};

}  // namespace pont::nn
