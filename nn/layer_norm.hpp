// Layer normalisation.
#pragma once
#include "nn/context.hpp"

namespace pont::nn {

/// Ba, Kiros, Hinton 2016, eqs. (3) and (4): (x - mean) / sqrt(variance + 1e-5) * scale + shift over the last
/// axis, x [..., width] (the biased variance, epsilon as in PyTorch). Parameters "NAME/scale" (ones) and
/// "NAME/shift" (zeros), [width]. Throws std::invalid_argument, with the module's name, if the last axis of x
/// is not `width`.
class LayerNorm final {
 public:
  LayerNorm(Parameters&, const std::string& name, ad::i64 width);
  ad::Var operator()(const Context&, ad::Var x) const;

 private:
  std::string name_, path_;
  ad::i64 width_;
  ParameterId scale_, shift_;
};

}  // namespace pont::nn
