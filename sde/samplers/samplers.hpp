// The samplers, and the table of them.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sde/samplers/adaptive_runge_kutta.hpp"
#include "sde/samplers/ancestral.hpp"
#include "sde/samplers/annealed_langevin.hpp"
#include "sde/samplers/dpm_solver.hpp"
#include "sde/samplers/euler_maruyama.hpp"
#include "sde/samplers/exponential_integrator.hpp"
#include "sde/samplers/heun.hpp"
#include "sde/samplers/predictor_corrector.hpp"
#include "sde/samplers/runge_kutta_4.hpp"
#include "sde/samplers/stochastic_ddim.hpp"
#include "sde/samplers/stochastic_heun.hpp"
#include "sde/samplers/symmetric_splitting.hpp"

namespace pont::sde {

// One row per sampler and equation it solves. `order` is the weak order the tests measure; empty where there
// is none: set by a tolerance, or a bias that does not vanish with the step. `evaluations` of the score per
// step; empty: as many as the tolerance takes. `accepts` says which SDEs `step` does not refuse.
struct SamplerRow {
  std::string name, solves, source;
  double lambda;
  std::optional<double> order;
  std::optional<int> evaluations;
  std::function<bool(const LinearSde&)> accepts;
  // The sampler for a run of that many steps.
  std::function<std::unique_ptr<Sampler>(int steps)> make;
};
const std::vector<SamplerRow>& samplers();

}  // namespace pont::sde
