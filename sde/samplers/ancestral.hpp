// Samplers by the posterior of DDPM given the predicted data: ancestral sampling and stochastic DDIM.
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

/// For Phi, Q the transition from t_to to t_from, u(t_to) given u(t_from) has mean Phi^-1 (u + Q s(u,
/// t_from)), exactly (Tweedie's formula for that transition), and given the data too covariance Phi^-1 (Q - Q
/// Sigma^-1 Q) Phi^-T, Sigma the covariance at t_from given data: the bridge. Under VP: Ho, Jain & Abbeel
/// 2020, equations 7 and 11; under VE: Song et al. 2021, appendix F. First order in law, one evaluation per
/// step. Throws std::invalid_argument unless lambda = 1 and noise drives every block: the mean needs the
/// whole score.
class Ancestral final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

/// The same step with the larger of the two variances of DDPM: that of the bridge for data N(0, I), where
/// Ancestral takes that for data in one point. Under VP it is beta, the variance of the forward step (Ho,
/// Jain & Abbeel 2020, section 3.2). A step to t = 0 draws no noise, as their algorithm 2. Throws as
/// Ancestral.
class AncestralLarge final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

/// x <- Phi_to x0 + sqrt(Sigma_to - varsigma^2) eps + varsigma z, x0 and eps predicted at t_from, and
/// varsigma = eta times the standard deviation of x(t_to) given x(t_from) and x(0) (Song, Meng & Ermon 2021,
/// equations 12 and 16, here for any k = 1 SDE). eta is the lambda of `reverse`, since the drift and noise of
/// equation 12 tend to those of Reverse at lambda = eta. First order in law, one evaluation per step. Throws
/// std::invalid_argument unless k = 1.
class StochasticDdim final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

}  // namespace pont::sde
