// Shifts added up.
#include "losses/bridges/policy.hpp"

namespace pont::losses {

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
