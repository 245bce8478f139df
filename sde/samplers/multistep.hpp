// A multistep method for the probability flow: DPM-Solver++(2M).
#pragma once
#include <memory>

#include "sde/sampler.hpp"

namespace pont::sde {

/// In y = u / alpha, whose noise level is sigma, the flow is dy = (y - D) dsigma / sigma for the predicted
/// data D = y + alpha sigma^2 s(u, t). A step takes D as the line in log sigma through its values at t_from
/// and at the beginning of the step before, to leading order:
///   y <- (sigma_to / sigma_from) y + (1 - sigma_to / sigma_from) (D + (D - D_before) / (2 r)),   r the ratio
///   of
/// the lengths of the two steps in log sigma (Lu et al. 2022b, DPM-Solver++, algorithm 2). Second order, one
/// evaluation per step; the first step of a run, and one to t = 0, where it gives D, are of first order,
/// DDIM. Throws std::invalid_argument unless k = 1 and lambda = 0.
class DpmSolverPlusPlus2M final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
  std::unique_ptr<MultistepRun> begin() const override;
};

}  // namespace pont::sde
