// Registration and recording of the multilayer perceptron.
#include "nn/mlp.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace pont::nn {
using ad::Var;

Mlp::Mlp(Parameters& parameters, const std::string& name, const std::vector<ad::i64>& sizes,
         const Activation& activation, const LinearStart& hidden, const LinearStart& output)
    : name_(name), activation_(&activation) {
  const Parameters::Scope scope(parameters, name);
  if (sizes.size() < 2)
    throw std::invalid_argument(fmt::format("mlp {}: {} sizes given, expected at least input and output",
                                            parameters.scope(), sizes.size()));
  for (std::size_t i = 1; i + 1 < sizes.size(); ++i)
    layers_.emplace_back(parameters, "hidden" + std::to_string(i), sizes[i - 1], sizes[i], hidden);
  layers_.emplace_back(parameters, "output", sizes[sizes.size() - 2], sizes.back(), output);
}

Var Mlp::operator()(const Context& context, Var x) const {
  const ad::Tape::Scope scope(*x.tape, name_);
  for (std::size_t i = 0; i + 1 < layers_.size(); ++i) x = activation_->function(layers_[i](context, x));
  return layers_.back()(context, x);
}

}  // namespace pont::nn
