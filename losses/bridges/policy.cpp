// The law of a step from a network's output, and chains that networks drive.
#include "losses/bridges/policy.hpp"

namespace pont::losses {

// The heads: squared errors and Gaussian log densities.

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

// A step of a policy: the shifts of its terms added up.

using ad::Var;

PolicyStep policy_step(const Chain& chain, const Head& head, const Policy& policy, Var x, Var edge) {
  PolicyStep step{x, chain.column(policy.deviations, edge, x.dtype())};
  if (policy.reference != 0) step.mean = step.mean + policy.reference * chain.reference_shift(x, edge);
  for (const PolicyTerm& term : policy.terms) {
    const Var output = term.network(x, chain.time(term.trained, edge, x.dtype()));
    step.mean = step.mean + term.weight * (chain.unit(term.trained, edge, x.dtype()) * head.shift(output));
    step.deviation = head.deviation(output, step.deviation);
  }
  return step;
}

}  // namespace pont::losses
