// Layers: affine, layer normalisation, dropout.
#include "nn/layers.hpp"

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

using ad::Var;

Dropout::Dropout(Parameters& parameters, const std::string& name, double probability)
    : name_(name), probability_(probability) {
  const Parameters::Scope scope(parameters, name);
  path_ = parameters.scope();
  if (!(probability >= 0 && probability < 1))
    throw std::invalid_argument(
        fmt::format("dropout {}: probability {} given, expected 0 <= probability < 1", path_, probability));
}

Var Dropout::operator()(const Context& context, Var x) const {
  if (!context.stream) return x;
  const ad::Tape::Scope scope(*x.tape, name_);
  const Stream& s = *context.stream;
  const Var u = ad::uniform(s.step, s.first, s.key / path_, x.shape(), x.dtype());
  return x * ((u > probability_) * (1 / (1 - probability_)));
}

}  // namespace pont::nn
