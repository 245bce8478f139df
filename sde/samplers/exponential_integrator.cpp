// The exponential integrator: the linear drift exact, the score held over the step.
#include "sde/samplers/exponential_integrator.hpp"

#include "sde/samplers/gain.hpp"
#include "sde/samplers/support.hpp"

namespace pont::sde {

void ExponentialIntegrator::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                                 const StepNoise& noise, Batch& u) const {
  const int k = reverse.sde().k();
  const Kernel linear = reverse.linear(t_from, t_to, Mat::Zero(k, k));
  const Mat held = gain(reverse, t_from, t_to, [k](double) -> Wide { return Mat::Identity(k, k); });
  Batch s;
  score(u, t_from, s);
  Batch next = mixed(linear.Phi, u);
  add_mixed(1, held, s, next);
  add_noise(square_root(linear.Q), noise, 0, next);
  u.swap(next);
}

}  // namespace pont::sde
