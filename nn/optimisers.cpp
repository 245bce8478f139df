// The recursions. Scalars that depend on the step are computed in float64 and rounded once to the parameters'
// type.
#include "nn/optimisers.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
namespace {

using ad::Var;

AdamConstants checked(AdamConstants c) {
  const auto unit = [](double beta) { return beta >= 0 && beta < 1; };
  if (!unit(c.beta1) || !unit(c.beta2) || !(c.epsilon > 0))
    throw std::invalid_argument(
        fmt::format("adam: beta1 {}, beta2 {}, epsilon {} given, expected 0 <= beta < 1 and epsilon > 0",
                    c.beta1, c.beta2, c.epsilon));
  return c;
}

// 1 - beta^t, what is missing to 1 in the weights of an average that started from zero t updates ago.
Var missing(double beta, Var t) { return 1 - ad::pow(t.tape->scalar(beta, ad::Dtype::f64), t); }

// Adam's update from `start`, the parameters before it (Adam) or already decayed ones (AdamW).
Stepped adam_from(Var start, Var g, std::span<const Var> states, Var rate, Var step, const AdamConstants& c) {
  const ad::Dtype dtype = g.dtype();
  const Var t = ad::cast(step, ad::Dtype::f64) + 1;
  // beta x + (1 - beta) y as x + (1 - beta) (y - x): one chain over the buffers, updated in place
  const Var m = states[0] + (1 - c.beta1) * (g - states[0]);
  const Var v = states[1] + (1 - c.beta2) * (ad::square(g) - states[1]);
  const Var length = ad::cast(rate / missing(c.beta1, t), dtype);
  const Var correction = ad::cast(1 / ad::sqrt(missing(c.beta2, t)), dtype);
  return {start - length * m / (correction * ad::sqrt(v) + c.epsilon), {m, v}};
}

}  // namespace

Stepped Sgd::record(Var p, Var g, std::span<const Var>, Var rate, Var) const {
  const ad::Tape::Scope scope(*p.tape, "sgd");
  return {p - ad::cast(rate, p.dtype()) * g, {}};
}

Momentum::Momentum(double momentum) : momentum_(momentum) {
  if (!(momentum >= 0 && momentum < 1))
    throw std::invalid_argument(fmt::format("momentum: {} given, expected 0 <= momentum < 1", momentum));
}

Stepped Momentum::record(Var p, Var g, std::span<const Var> states, Var rate, Var) const {
  const ad::Tape::Scope scope(*p.tape, "momentum");
  const Var v = momentum_ * states[0] + g;
  return {p - ad::cast(rate, p.dtype()) * v, {v}};
}

Adam::Adam(AdamConstants constants) : constants_(checked(constants)) {}

Stepped Adam::record(Var p, Var g, std::span<const Var> states, Var rate, Var step) const {
  const ad::Tape::Scope scope(*p.tape, "adam");
  return adam_from(p, g, states, rate, step, constants_);
}

AdamW::AdamW(double decay, AdamConstants constants) : decay_(decay), constants_(checked(constants)) {
  if (!(decay >= 0))
    throw std::invalid_argument(fmt::format("adamw: decay {} given, expected 0 or more", decay));
}

Stepped AdamW::record(Var p, Var g, std::span<const Var> states, Var rate, Var step) const {
  const ad::Tape::Scope scope(*p.tape, "adamw");
  return adam_from(p * ad::cast(1 - decay_ * rate, p.dtype()), g, states, rate, step, constants_);
}

}  // namespace pont::nn
