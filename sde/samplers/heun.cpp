// Heun's method on the probability flow.
#include "sde/samplers/heun.hpp"

#include "sde/samplers/support.hpp"

namespace pont::sde {

void Heun::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise&,
                Batch& u) const {
  require_flow("heun", reverse);
  const double h = t_from - t_to;
  const Batch first = reverse_drift(reverse, score, t_from, u);
  const Batch last = reverse_drift(reverse, score, t_to, u + h * first);
  u += (0.5 * h) * (first + last);
}

}  // namespace pont::sde
