// Samplers by the posterior of DDPM given the predicted data: ancestral sampling and stochastic DDIM.
#include "sde/samplers/ancestral.hpp"

#include <cmath>

#include "sde/samplers/support.hpp"

namespace pont::sde {

namespace {

// u <- Phi^-1 (u + Q s), the mean of the step back over K. One evaluation.
void to_mean(const Kernel& K, Score& score, double t_from, Batch& u) {
  const Mat back = Mat(K.Phi).inverse(), pulled = back * K.Q;
  Batch s;
  score(u, t_from, s);
  Batch next = mixed(back, u);
  add_mixed(1, pulled, s, next);
  u.swap(next);
}

// A root of the covariance of u(t_to) given u(t_from), of data with the covariance S0 at 0. As
// Sigma = Phi Sigma_to Phi^T + Q, without cancellation Q - Q Sigma^-1 Q = Q Sigma^-1 (Phi Sigma_to Phi^T).
Mat bridge_root(const LinearSde& sde, const Kernel& K, double t_from, double t_to, const Mat& S0) {
  const Mat pulled = Mat(K.Phi).inverse() * K.Q;
  const Mat bridge = pulled * inverse(sde.covariance(t_from, S0)) * K.Phi * sde.covariance(t_to, S0);
  return square_root(0.5 * (bridge + bridge.transpose()));
}

}  // namespace

void Ancestral::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
                     Batch& u) const {
  const LinearSde& sde = reverse.sde();
  require_reverse_sde("ancestral", reverse);
  require_all_driven("ancestral", sde);
  const Kernel K = sde.transition(t_to, t_from);
  to_mean(K, score, t_from, u);
  add_noise(bridge_root(sde, K, t_from, t_to, sde.initial), noise, 0, u);
}

void AncestralLarge::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                          const StepNoise& noise, Batch& u) const {
  const LinearSde& sde = reverse.sde();
  require_reverse_sde("ancestral_large", reverse);
  require_all_driven("ancestral_large", sde);
  const Kernel K = sde.transition(t_to, t_from);
  to_mean(K, score, t_from, u);
  Mat S0 = sde.initial;
  S0(0, 0) += 1;
  if (t_to > 0) add_noise(bridge_root(sde, K, t_from, t_to, S0), noise, 0, u);
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
