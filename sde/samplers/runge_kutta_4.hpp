// The classical Runge-Kutta method on the probability flow.
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

// Fourth order, four evaluations per step: one at t_from, two halfway, one at t_to (Kutta 1901; Hairer,
// Norsett & Wanner 1993, table II.1.2). Throws std::invalid_argument unless lambda = 0.
class RungeKutta4 final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

}  // namespace pont::sde
