// The mask, and the scale that keeps the mean.
#include "nn/dropout.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
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
