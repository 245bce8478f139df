// Explicit methods for reverse time: Euler-Maruyama, Heun, Runge-Kutta of order 4.
#include "sde/samplers/explicit.hpp"

#include <cmath>

#include "sde/samplers/support.hpp"

namespace pont::sde {

void EulerMaruyama::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                         const StepNoise& noise, Batch& u) const {
  const double h = t_from - t_to;
  Batch s, next = u;
  score(u, t_from, s);
  reverse.add_drift(h, t_from, u, s, next);
  if (reverse.lambda() > 0) {
    Batch z(u.rows(), u.cols());
    noise(0, z);
    add_mixed(std::sqrt(h), reverse.noise_root(t_from), z, next);
  }
  u.swap(next);
}

void Heun::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise&,
                Batch& u) const {
  require_flow("heun", reverse);
  const double h = t_from - t_to;
  const Batch first = reverse_drift(reverse, score, t_from, u);
  const Batch last = reverse_drift(reverse, score, t_to, u + h * first);
  u += (0.5 * h) * (first + last);
}

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
