// Langevin steps at the noise level of a time: after a predictor, or alone.
#pragma once
#include <memory>

#include "sde/sampler.hpp"

namespace pont::sde {

/// Any sampler, then `corrections` Langevin steps for p at t_to, u_b += e s_b + sqrt(2 e) z_b in each driven
/// block b, with the step e = 2 alpha (snr |z_b| / |s_b|)^2 (Song et al. 2021, algorithms 1, 4 and 5). alpha
/// is the square of Phi_bb over the step, which is 1 under VE (algorithm 4) and 1 - beta_i to leading order
/// under VP (algorithm 5). The norms are means over the batch, as in the authors' program: those of a single
/// row would make e unbounded where its score vanishes, and in two dimensions such rows ruin the sample. So a
/// row depends on its companions: use chunks of fixed size. In blocks without noise the Langevin step leaves
/// u as it is: it samples p of the driven blocks given them. 1 + corrections evaluations per step with a
/// predictor of one. Not of any order: the corrector's bias, O(snr^4), does not vanish with the step.
class PredictorCorrector final : public Sampler {
 public:
  /// Throws std::invalid_argument unless snr > 0 and corrections >= 1.
  PredictorCorrector(std::unique_ptr<const Sampler> predictor, double snr, int corrections);
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;

 private:
  std::unique_ptr<const Sampler> predictor_;
  double snr_;
  int corrections_;
};

/// At each time of the grid but the first, `inner` steps x += e/2 s(x, t_to) + sqrt(e) z with e = step *
/// Q(t_to), Q the noise variance given data (Song & Ermon 2019, algorithm 1, whose alpha_i = epsilon
/// sigma_i^2 / sigma_L^2: step = epsilon / sigma_L^2). It solves no equation in time: each level is a fixed
/// target, and its stationary law is that of unadjusted Langevin, whatever the grid. `inner` evaluations per
/// step; lambda is not used. Throws std::invalid_argument unless k = 1.
class AnnealedLangevin final : public Sampler {
 public:
  /// Throws std::invalid_argument unless step > 0 and inner >= 1.
  AnnealedLangevin(double step, int inner);
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;

 private:
  double step_;
  int inner_;
};

}  // namespace pont::sde
