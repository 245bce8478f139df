// Exponential integrators, for any linear SDE: of the reverse SDE of order 1, of the probability flow of
// order 1 to 3 (DDIM and DPM-Solver).
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

/// u <- e^{-A h} u + (1 + lambda^2)/2 int e^{-A b} D db s(u, t_from) + exact noise of the linear part, any
/// lambda and any linear SDE. First order in law, one evaluation per step (Zhang & Chen 2023; the EI rows of
/// Pierret & Galerne 2024).
class ExponentialIntegrator final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

// Each throws std::invalid_argument unless lambda = 0 and the step ends at t_to > 0. The predicted noise is a
// polynomial in the log-SNR of the SDE, and its integral is exact (to 1e-11), so that under VP Ddim is the
// published formula; with several blocks it is the noise of the driven blocks, whose score is all there is to
// know.

/// The predicted noise held over the step: under k = 1 exact for data in one point. First order, one
/// evaluation per step (Song, Meng & Ermon 2021, equation 12 at eta = 0; Lu et al. 2022, equation 3.7).
class Ddim final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

/// The predicted noise a line through t_from and the middle of the step. Second order, two evaluations per
/// step (Lu et al. 2022, algorithm 1, r = 1/2; with the exact weight of the slope where they take its leading
/// term).
class DpmSolver2 final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

/// Stages at 1/3 and 2/3 of the step. Third order, three evaluations per step (Lu et al. 2022, algorithm 2).
class DpmSolver3 final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

}  // namespace pont::sde
