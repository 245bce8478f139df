// Ancestral sampling: the posterior of DDPM, for any linear SDE that drives every block.
#include "sde/samplers/ancestral.hpp"

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

}  // namespace pont::sde
