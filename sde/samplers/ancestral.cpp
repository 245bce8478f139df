// Samplers by the posterior of DDPM given the predicted data: ancestral sampling and stochastic DDIM.
#include "sde/samplers/ancestral.hpp"

#include <cmath>

#include "sde/samplers/support.hpp"

namespace pont::sde {

void Ancestral::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
                     Batch& u) const {
  const LinearSde& sde = reverse.sde();
  require_reverse_sde("ancestral", reverse);
  require_all_driven("ancestral", sde);
  const Kernel K = sde.transition(t_to, t_from);
  const Mat back = Mat(K.Phi).inverse(), pulled = back * K.Q;
  // Q - Q Sigma^-1 Q = Q Sigma^-1 (Phi Sigma_to Phi^T), as Sigma = Phi Sigma_to Phi^T + Q: without
  // cancellation
  const Mat bridge =
      pulled * inverse(sde.covariance(t_from, sde.initial)) * K.Phi * sde.covariance(t_to, sde.initial);
  Batch s;
  score(u, t_from, s);
  Batch next = mixed(back, u);
  add_mixed(1, pulled, s, next);
  add_noise(square_root(0.5 * (bridge + bridge.transpose())), noise, 0, next);
  u.swap(next);
}

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
