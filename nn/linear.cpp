// Registration and recording of the affine layer.
#include "nn/linear.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
using ad::Var;

Linear::Linear(Parameters& parameters, const std::string& name, ad::i64 in, ad::i64 out,
               const LinearStart& start)
    : name_(name), in_(in) {
  const Parameters::Scope scope(parameters, name);
  path_ = parameters.scope();
  if (in < 1 || out < 1)
    throw std::invalid_argument(fmt::format(
        "linear {}: {} inputs and {} outputs given, expected at least one of each", path_, in, out));
  weight_ = parameters.add("weight", {in, out}, {in, out}, start.weight);
  bias_ = parameters.add("bias", {out}, {in, out}, start.bias);
}

Var Linear::operator()(const Context& context, Var x) const {
  const ad::Tape::Scope scope(*x.tape, name_);
  if (x.shape().rank() < 1 || x.shape()[x.shape().rank() - 1] != in_)
    throw std::invalid_argument(fmt::format("linear {}: input {} given, expected {} along the last axis",
                                            path_, ad::str(x.shape()), in_));
  return ad::matmul(x, context[weight_]) + context[bias_];
}

}  // namespace pont::nn
