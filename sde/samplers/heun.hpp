// Heun's method on the probability flow.
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

// Explicit Euler to t_to, then the mean of the slopes at both ends. Second order, two evaluations per step,
// the second one at t_to (Heun 1900; for the probability flow Karras et al. 2022, section 3).
// Throws std::invalid_argument unless lambda = 0.
class Heun final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

}  // namespace pont::sde
