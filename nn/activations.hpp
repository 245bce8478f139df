// The table of activation functions, which configurations choose by name.
#pragma once
#include <span>
#include <string_view>

#include "autodiff/tape.hpp"

namespace pont::nn {

struct Activation {
  std::string_view name;
  ad::Var (*function)(ad::Var);  ///< elementwise
};

/// All rows: silu, relu, leaky_relu (slope 0.01), elu, selu, gelu (exact), tanh, softplus, sigmoid, identity.
std::span<const Activation> activations();

/// Throws std::invalid_argument with the list of names for an unknown one.
const Activation& activation(std::string_view name);

}  // namespace pont::nn
