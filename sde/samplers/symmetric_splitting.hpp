// Symmetric splitting: half a linear step, the score's residual, half a linear step.
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

/// The score is split as s = -prior^-1 u + residual. The linear part with its noise is exact over half a
/// step, twice; between them u += (1 + lambda^2)/2 D h residual(u, t_from), h the clock time of the step.
/// Under CLD it is the symmetric splitting CLD sampler as published: SSCS, whose score takes the time at the
/// start of the step, and is therefore of first order (Dockhorn, Vahdat & Kreis 2022, section 4). Any lambda,
/// one evaluation per step. Throws std::invalid_argument for an SDE whose D varies in time.
class SymmetricSplitting final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

/// The same composition of Strang 1968 with both parts of second order: the residual's equation is frozen at
/// the middle time of the step and solved by the explicit midpoint rule. Any lambda, second order in
/// law, two evaluations per step. Throws as SymmetricSplitting does.
class MidpointSplitting final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

}  // namespace pont::sde
