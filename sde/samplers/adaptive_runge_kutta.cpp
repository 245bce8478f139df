// The probability flow by adaptive Runge-Kutta.
#include "sde/samplers/adaptive_runge_kutta.hpp"

#include <algorithm>

#include "sde/samplers/support.hpp"

namespace pont::sde {

void AdaptiveRungeKutta::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                              const StepNoise&, Batch& u) const {
  trace(reverse, score, t_from, t_to, {}, u, {});
}

void AdaptiveRungeKutta::trace(const Reverse& reverse, Score& score, double t_from, double t_to,
                               const std::vector<double>& times, Batch& u, const Observer& observe) const {
  require_flow("runge_kutta_45", reverse);
  Batch s;
  auto field = [&](double gone, const Batch& y, Batch& dy) {
    const double t = t_from - gone;
    score(y, t, s);
    dy.setZero(y.rows(), y.cols());
    reverse.add_drift(1, t, y, s, dy);
  };
  std::vector<double> gone;
  for (const double t : times) gone.push_back(std::min(t_from - t, t_from - t_to));
  integrate_adaptive(field, 0, t_from - t_to, tolerance_, u,
                     {gone, [&](std::size_t i, const Batch& y) { observe(i, times[i], y); }});
}

}  // namespace pont::sde
