// The probability flow by adaptive Runge-Kutta.
#pragma once
#include "sde/runge_kutta.hpp"
#include "sde/sampler.hpp"

namespace pont::sde {

// The probability flow by the adaptive pair of Dormand & Prince 1980, as Song et al. 2021, section 4.3. A
// grid of two times is one integration; a step ends at each further time. Throws std::invalid_argument unless
// lambda = 0.
class AdaptiveRungeKutta final : public Sampler {
 public:
  explicit AdaptiveRungeKutta(Tolerance tolerance) : tolerance_(tolerance) {}
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
  // The same step, to the bit and with the same evaluations, that calls observe(i, times[i], state) for
  // decreasing times in [t_to, t_from): states of fourth order between the steps of the method.
  void trace(const Reverse& reverse, Score& score, double t_from, double t_to,
             const std::vector<double>& times, Batch& u, const Observer& observe) const;

 private:
  Tolerance tolerance_;
};

}  // namespace pont::sde
