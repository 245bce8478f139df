// Explicit methods for reverse time: Euler-Maruyama, Heun, Runge-Kutta of order 4.
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

/// u += (t_from - t_to) drift(u, t_from) + sqrt(t_from - t_to) noise, any lambda; on the probability flow it
/// is explicit Euler. First order in law (Kloeden & Platen 1992, section 14.1). One evaluation per step.
class EulerMaruyama final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

/// Explicit Euler to t_to, then the mean of the slopes at both ends. Second order, two evaluations per step,
/// the second one at t_to (Heun 1900; for the probability flow Karras et al. 2022, section 3).
/// Throws std::invalid_argument unless lambda = 0.
class Heun final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

/// Fourth order, four evaluations per step: one at t_from, two halfway, one at t_to (Kutta 1901; Hairer,
/// Norsett & Wanner 1993, table II.1.2). Throws std::invalid_argument unless lambda = 0.
class RungeKutta4 final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

}  // namespace pont::sde
