// The stochastic sampler of EDM: fresh noise, then Heun's method in the noise level.
#pragma once
#include <limits>

#include "sde/sampler.hpp"

namespace pont::sde {

/// Noise added before a step at noise level sigma within [from, to]: the level rises to (1 + gamma) sigma by
/// normals of standard deviation `noise` (Karras et al. 2022: gamma = min(S_churn / N, sqrt 2 - 1), S_tmin,
/// S_tmax, S_noise).
struct Churn {
  double gamma = 0, from = 0, to = std::numeric_limits<double>::infinity(), noise = 1;
};

/// Algorithm 2 of Karras et al. 2022, for any k = 1 SDE: y = u / alpha(t) has noise level sigma = sqrt(Q) /
/// alpha and obeys dy / d sigma = -sigma grad log p(y; sigma) = -sigma alpha s(alpha y, t). Churn never leads
/// beyond T, where a score is not trained: the first step has none. Second order where gamma is proportional
/// to the step; two evaluations per step, one where t_to has sigma = 0. Throws std::invalid_argument unless k
/// = 1 and lambda = 0.
class StochasticHeun final : public Sampler {
 public:
  /// Throws std::invalid_argument unless 0 <= gamma <= sqrt 2 - 1 and noise >= 0.
  explicit StochasticHeun(Churn churn);
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;

 private:
  Churn churn_;
};

}  // namespace pont::sde
