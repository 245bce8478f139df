// Annealed Langevin dynamics: a few Langevin steps at each noise level.
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

// At each time of the grid but the first, `inner` steps x += e/2 s(x, t_to) + sqrt(e) z with e = step *
// Q(t_to), Q the noise variance given data (Song & Ermon 2019, algorithm 1, whose alpha_i = epsilon sigma_i^2
// / sigma_L^2: step = epsilon / sigma_L^2). It solves no equation in time: each level is a fixed target, and
// its stationary law is that of unadjusted Langevin, whatever the grid. `inner` evaluations per step; lambda
// is not used. Throws std::invalid_argument unless k = 1.
class AnnealedLangevin final : public Sampler {
 public:
  // Throws std::invalid_argument unless step > 0 and inner >= 1.
  AnnealedLangevin(double step, int inner);
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;

 private:
  double step_;
  int inner_;
};

}  // namespace pont::sde
