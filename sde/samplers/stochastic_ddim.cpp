// DDIM with noise, from the probability flow to DDPM.
#include "sde/samplers/stochastic_ddim.hpp"

#include <cmath>

#include "sde/samplers/support.hpp"

namespace pont::sde {

void StochasticDdim::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                          const StepNoise& noise, Batch& u) const {
  const LinearSde& sde = reverse.sde();
  require_one_block("stochastic_ddim", sde);
  const Kernel from = sde.transition(0, t_from), to = sde.transition(0, t_to),
               over = sde.transition(t_to, t_from);
  const double variance = to.Q(0, 0) * over.Q(0, 0) / from.Q(0, 0);  // of x(t_to) given x(t_from) and x(0)
  const double deviation = reverse.lambda() * std::sqrt(variance);
  const double scale = to.Phi(0, 0) / from.Phi(0, 0), sigma = std::sqrt(from.Q(0, 0));
  const double kept = std::sqrt(std::max(to.Q(0, 0) - deviation * deviation, 0.0));
  Batch s;
  score(u, t_from, s);  // eps = -sigma s, x0 = (u - sigma eps) / Phi_from
  u = scale * u + ((scale * sigma - kept) * sigma) * s;
  add_noise(Mat::Constant(1, 1, deviation), noise, 0, u);
}

}  // namespace pont::sde
