// DDIM with noise, from the probability flow to DDPM.
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

// x <- Phi_to x0 + sqrt(Sigma_to - varsigma^2) eps + varsigma z, x0 and eps predicted at t_from, and varsigma
// = eta times the standard deviation of x(t_to) given x(t_from) and x(0) (Song, Meng & Ermon 2021, equations
// 12 and 16, here for any k = 1 SDE). eta is the lambda of `reverse`, since the drift and noise of equation
// 12 tend to those of Reverse at lambda = eta. First order in law, one evaluation per step. Throws
// std::invalid_argument unless k = 1.
class StochasticDdim final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

}  // namespace pont::sde
