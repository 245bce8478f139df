// Clipping and averaging, recorded.
#include "nn/update_rules.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
using ad::Var;

Clipped clip_by_global_norm(Var gradient, double threshold) {
  if (!(threshold > 0))
    throw std::invalid_argument(fmt::format(
        "clipping: threshold {} given, expected a positive one; use infinity for no clipping", threshold));
  const ad::Tape::Scope scope(*gradient.tape, "clipping");
  const Var norm = ad::sqrt(ad::sum(ad::square(gradient)));
  if (std::isinf(threshold)) return {gradient, norm};
  // The quotient is exactly 1 at or below the threshold, and never divides by zero.
  return {gradient * (threshold / ad::maximum(norm, threshold)), norm};
}

Var next_average(Var average, Var parameters, Var step, double decay) {
  if (!(decay >= 0 && decay < 1))
    throw std::invalid_argument(
        fmt::format("moving average: decay {} given, expected 0 <= decay < 1", decay));
  const ad::Tape::Scope scope(*average.tape, "ema");
  const Var n = ad::cast(step, ad::Dtype::f64) + 1;
  const Var d = ad::minimum((n + 1) / (n + 10), decay);
  // d e + (1 - d) p in a form that is exactly p for d = 0
  return parameters + ad::cast(d, average.dtype()) * (average - parameters);
}

}  // namespace pont::nn
