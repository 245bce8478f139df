// The multilayer perceptron.
#pragma once
#include "nn/activations.hpp"
#include "nn/linear.hpp"

namespace pont::nn {

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

}  // namespace pont::nn
