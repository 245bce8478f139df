// The classical Runge-Kutta method on the probability flow.
#include "sde/samplers/runge_kutta_4.hpp"

#include "sde/samplers/support.hpp"

namespace pont::sde {

void RungeKutta4::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise&,
                       Batch& u) const {
  require_flow("runge_kutta_4", reverse);
  const double h = t_from - t_to, middle = 0.5 * (t_from + t_to);
  const Batch k1 = reverse_drift(reverse, score, t_from, u);
  const Batch k2 = reverse_drift(reverse, score, middle, u + (0.5 * h) * k1);
  const Batch k3 = reverse_drift(reverse, score, middle, u + (0.5 * h) * k2);
  const Batch k4 = reverse_drift(reverse, score, t_to, u + h * k3);
  u += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
}

}  // namespace pont::sde
