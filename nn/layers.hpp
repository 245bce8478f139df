// Layers: affine, layer normalisation, dropout.
#pragma once
#include "nn/parameters.hpp"

namespace pont::nn {

/// How a linear layer starts; both are given the fan of the weight.
struct LinearStart {
  Initialiser weight = torch_linear(), bias = torch_linear();
  static LinearStart zero() { return {zeros(), zeros()}; }
};

/// y = x W + b. x [..., in], W [in, out] is parameter "NAME/weight", b [out] "NAME/bias", y [..., out].
/// Throws std::invalid_argument, with the module's name, if the last axis of x is not `in`.
class Linear final {
 public:
  Linear(Parameters&, const std::string& name, ad::i64 in, ad::i64 out, const LinearStart& = {});
  ad::Var operator()(const Context&, ad::Var x) const;

 private:
  std::string name_, path_;
  ad::i64 in_;
  ParameterId weight_, bias_;
};

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

/// Srivastava et al. 2014 in its inverted form (their section 10): while training, each element is zero with
/// the given probability and divided by 1 - probability otherwise; the identity if the context has no stream.
/// The element of row r is decided by (stream key / module, step, first + r), rows being the entries of the
/// first axis, so it does not depend on shards. Throws std::invalid_argument unless 0 <= probability < 1.
class Dropout final {
 public:
  /// Takes the Parameters only for its place among the modules: it has none of its own.
  Dropout(Parameters&, const std::string& name, double probability);
  ad::Var operator()(const Context&, ad::Var x) const;

 private:
  std::string name_, path_;
  double probability_;
};

}  // namespace pont::nn
