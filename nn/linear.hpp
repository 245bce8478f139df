// The affine layer.
#pragma once
#include "nn/context.hpp"

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

}  // namespace pont::nn
