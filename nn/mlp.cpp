// Multilayer perceptrons, plain and residual, and the table of activation functions.
#include "nn/mlp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
namespace {

using ad::Var;

constexpr Activation rows[] = {
    {"silu", [](Var x) { return ad::silu(x); }},
    {"relu", [](Var x) { return ad::relu(x); }},
    {"leaky_relu", [](Var x) { return ad::leaky_relu(x); }},
    {"elu", [](Var x) { return ad::elu(x); }},
    {"selu", [](Var x) { return ad::selu(x); }},
    {"gelu", [](Var x) { return ad::gelu(x); }},
    {"tanh", [](Var x) { return ad::tanh(x); }},
    {"softplus", [](Var x) { return ad::softplus(x); }},
    {"sigmoid", [](Var x) { return ad::sigmoid(x); }},
    {"identity", [](Var x) { return x; }},
};

}  // namespace

std::span<const Activation> activations() { return rows; }

const Activation& activation(std::string_view name) {
  const auto row =
      std::find_if(std::begin(rows), std::end(rows), [&](const Activation& a) { return a.name == name; });
  if (row != std::end(rows)) return *row;
  std::string known;
  for (const Activation& a : rows) known += fmt::format("{}{}", known.empty() ? "" : ", ", a.name);
  throw std::invalid_argument(fmt::format("activation '{}' given, expected one of {}", name, known));
}

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
