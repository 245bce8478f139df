// Registration and recording of layer normalisation.
#include "nn/layer_norm.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
using ad::Var;

LayerNorm::LayerNorm(Parameters& parameters, const std::string& name, ad::i64 width)
    : name_(name), width_(width) {
  const Parameters::Scope scope(parameters, name);
  path_ = parameters.scope();
  scale_ = parameters.add("scale", {width}, {width, width}, constant(1));
  shift_ = parameters.add("shift", {width}, {width, width}, zeros());
}

Var LayerNorm::operator()(const Context& context, Var x) const {
  const ad::Tape::Scope scope(*x.tape, name_);
  if (x.shape().rank() < 1 || x.shape()[x.shape().rank() - 1] != width_)
    throw std::invalid_argument(fmt::format("layer norm {}: input {} given, expected {} along the last axis",
                                            path_, ad::str(x.shape()), width_));
  return ad::layer_norm(x, context[scale_], context[shift_], 1e-5);
}

}  // namespace pont::nn
