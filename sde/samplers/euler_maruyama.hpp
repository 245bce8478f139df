// Euler-Maruyama in reverse time.
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

// u += (t_from - t_to) drift(u, t_from) + sqrt(t_from - t_to) noise, any lambda; on the probability flow it
// is explicit Euler. First order in law (Kloeden & Platen 1992, section 14.1). One evaluation per step.
class EulerMaruyama final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

}  // namespace pont::sde
