// Squared errors and Gaussian log densities.
#include "losses/bridges/head.hpp"

namespace pont::losses {
namespace {

using ad::Var;

Var half(Var output, int number) {
  const ad::i64 d = output.shape()[1] / 2;
  return ad::slice_axis(output, 1, number * d, (number + 1) * d);
}

}  // namespace

Var FixedVariance::losses(Var output, Var observed, Var) const {
  return ad::sum(ad::square(output - observed), {1});
}

Var LearnedVariance::shift(Var output) const { return half(output, 0); }

Var LearnedVariance::deviation(Var output, Var deviation) const {
  return deviation * ad::exp(0.5 * half(output, 1));
}

Var LearnedVariance::losses(Var output, Var observed, Var deviation) const {
  const Var rho = half(output, 1), error = (half(output, 0) - observed) / deviation;
  return 0.5 * ad::sum(ad::square(error) * ad::exp(-rho) + rho, {1});
}

}  // namespace pont::losses
