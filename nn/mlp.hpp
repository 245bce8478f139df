// Multilayer perceptrons, plain and residual, and the table of activation functions.
#pragma once
#include <span>
#include <string_view>

#include "autodiff/tape.hpp"
#include "nn/layers.hpp"

namespace pont::nn {

struct Activation {
  std::string_view name;
  ad::Var (*function)(ad::Var);  ///< elementwise
};

/// All rows: silu, relu, leaky_relu (slope 0.01), elu, selu, gelu (exact), tanh, softplus, sigmoid, identity.
std::span<const Activation> activations();

/// Throws std::invalid_argument with the list of names for an unknown one.
const Activation& activation(std::string_view name);

/// Linear layers "hidden1", "hidden2", ..., each followed by the activation, and a last one, "output",
/// without. x [..., sizes.front()] to [..., sizes.back()]. Throws std::invalid_argument for fewer than two
/// sizes.
class Mlp final {
 public:
  Mlp(Parameters&, const std::string& name, const std::vector<ad::i64>& sizes, const Activation&,
      const LinearStart& hidden = {}, const LinearStart& output = {});
  ad::Var operator()(const Context&, ad::Var x) const;

 private:
  std::string name_;
  const Activation* activation_;
  std::vector<Linear> layers_;
};

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
