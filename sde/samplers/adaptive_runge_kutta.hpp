// The probability flow by adaptive Runge-Kutta.
#pragma once
#include "sde/runge_kutta.hpp"
#include "sde/sampler.hpp"

namespace pont::sde {

// The probability flow by the adaptive pair of Dormand & Prince 1980, as Song et al. 2021, section 4.3. A
// grid of two times is one integration; each further time is met exactly, so that the observer records it.
// Throws std::invalid_argument unless lambda = 0.
class AdaptiveRungeKutta final : public Sampler {
 public:
  explicit AdaptiveRungeKutta(Tolerance tolerance) : tolerance_(tolerance) {}
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;

 private:
  Tolerance tolerance_;
};

}  // namespace pont::sde
