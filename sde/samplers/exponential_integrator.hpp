// The exponential integrator: the linear drift exact, the score held over the step.
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

// u <- e^{-A h} u + (1 + lambda^2)/2 int e^{-A b} D db s(u, t_from) + exact noise of the linear part, any
// lambda and any linear SDE. First order in law, one evaluation per step (Zhang & Chen 2023; the EI rows of
// Pierret & Galerne 2024).
class ExponentialIntegrator final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

}  // namespace pont::sde
