// The table of activation functions.
#include "nn/activations.hpp"

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

}  // namespace pont::nn
