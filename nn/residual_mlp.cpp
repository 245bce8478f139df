// Registration and recording of the residual multilayer perceptron.
#include "nn/residual_mlp.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
using ad::i64;
using ad::Var;

ResidualMlp::ResidualMlp(Parameters& parameters, const std::string& name, i64 in, i64 width, i64 out,
                         int blocks, const Activation& activation, const LinearStart& output)
    : name_(name), activation_(&activation) {
  const Parameters::Scope scope(parameters, name);
  if (blocks < 0)
    throw std::invalid_argument(
        fmt::format("residual mlp {}: {} blocks given, expected 0 or more", parameters.scope(), blocks));
  layers_.emplace_back(parameters, "input", in, width);
  for (int b = 1; b <= blocks; ++b) {
    layers_.emplace_back(parameters, fmt::format("block{}/first", b), width, width);
    layers_.emplace_back(parameters, fmt::format("block{}/second", b), width, width);
  }
  layers_.emplace_back(parameters, "output", width, out, output);
}

Var ResidualMlp::operator()(const Context& context, Var x) const {
  const ad::Tape::Scope scope(*x.tape, name_);
  const auto act = activation_->function;
  Var h = layers_.front()(context, x);
  for (std::size_t i = 1; i + 1 < layers_.size(); i += 2)
    h = h + layers_[i + 1](context, act(layers_[i](context, act(h))));
  return layers_.back()(context, act(h));
}

}  // namespace pont::nn
