// The probability flow by adaptive Runge-Kutta.
#include "sde/samplers/adaptive_runge_kutta.hpp"

#include "sde/samplers/support.hpp"

namespace pont::sde {

void AdaptiveRungeKutta::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                              const StepNoise&, Batch& u) const {
  require_flow("AdaptiveRungeKutta", reverse);
  Batch s;
  auto field = [&](double gone, const Batch& y, Batch& dy) {
    const double t = t_from - gone;
    score(y, t, s);
    dy.setZero(y.rows(), y.cols());
    reverse.add_drift(1, t, y, s, dy);
  };
  integrate_adaptive(field, 0, t_from - t_to, tolerance_, u);
}

}  // namespace pont::sde
