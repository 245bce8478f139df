// Euler-Maruyama in reverse time.
#include "sde/samplers/euler_maruyama.hpp"

#include <cmath>

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

}  // namespace pont::sde
