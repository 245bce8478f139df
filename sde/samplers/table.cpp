// The table of samplers: a new one is one row.
#include "sde/samplers/table.hpp"

#include <algorithm>
#include <numbers>

#include "sde/samplers/adaptive_runge_kutta.hpp"
#include "sde/samplers/ancestral.hpp"
#include "sde/samplers/corrector.hpp"
#include "sde/samplers/explicit.hpp"
#include "sde/samplers/exponential.hpp"
#include "sde/samplers/stochastic_heun.hpp"
#include "sde/samplers/support.hpp"
#include "sde/samplers/symmetric_splitting.hpp"

namespace pont::sde {
namespace {

using Make = std::function<std::unique_ptr<Sampler>(int)>;

template <class S>
std::unique_ptr<Sampler> plain(int) {
  return std::make_unique<S>();
}

constexpr const char *sde = "reverse SDE", *half = "reverse SDE at lambda = 1/2", *flow = "probability flow";
constexpr const char *kp = "Kloeden & Platen 1992, section 14.1", *ei = "Zhang & Chen 2023",
                     *cld = "Dockhorn, Vahdat & Kreis 2022, section 4", *strang = "Strang 1968",
                     *ddim = "Song, Meng & Ermon 2021, equations 12 and 16", *dpm = "Lu et al. 2022",
                     *edm = "Karras et al. 2022, algorithm 2",
                     *song = "Song et al. 2021, algorithms 1, 4 and 5";

std::vector<SamplerRow> integrators() {
  return {
      {"euler_maruyama", sde, kp, 1, 1, 1, any_linear, plain<EulerMaruyama>},
      {"euler_maruyama_half", half, kp, 0.5, 1, 1, any_linear, plain<EulerMaruyama>},
      {"euler", flow, "explicit Euler", 0, 1, 1, any_linear, plain<EulerMaruyama>},
      {"exponential_integrator", sde, ei, 1, 1, 1, any_linear, plain<ExponentialIntegrator>},
      {"exponential_integrator_half", half, ei, 0.5, 1, 1, any_linear, plain<ExponentialIntegrator>},
      {"exponential_integrator_flow", flow, ei, 0, 1, 1, any_linear, plain<ExponentialIntegrator>},
      {"heun", flow, "Heun 1900; Karras et al. 2022", 0, 2, 2, any_linear, plain<Heun>},
      {"runge_kutta_4", flow, "Kutta 1901", 0, 4, 4, any_linear, plain<RungeKutta4>},
      {"symmetric_splitting", sde, cld, 1, 1, 1, constant_diffusion, plain<SymmetricSplitting>},
      {"symmetric_splitting_flow", flow, cld, 0, 1, 1, constant_diffusion, plain<SymmetricSplitting>},
      {"midpoint_splitting", sde, strang, 1, 2, 2, constant_diffusion, plain<MidpointSplitting>},
      {"midpoint_splitting_flow", flow, strang, 0, 2, 2, constant_diffusion, plain<MidpointSplitting>},
      {"ddim", flow, ddim, 0, 1, 1, any_linear, plain<Ddim>},
      {"dpm_solver_2", flow, dpm, 0, 2, 2, any_linear, plain<DpmSolver2>},
      {"dpm_solver_3", flow, dpm, 0, 3, 3, any_linear, plain<DpmSolver3>},
      {"stochastic_ddim", half, ddim, 0.5, 1, 1, one_block, plain<StochasticDdim>},
      {"ancestral", sde, "Ho, Jain & Abbeel 2020, equation 7", 1, 1, 1, all_driven, plain<Ancestral>},
  };
}

std::vector<SamplerRow> others() {
  auto churned = [](double churn) -> Make {
    return [churn](int steps) {
      return std::make_unique<StochasticHeun>(Churn{std::min(churn / steps, std::numbers::sqrt2 - 1)});
    };
  };
  const Make adaptive = [](int) { return std::make_unique<AdaptiveRungeKutta>(Tolerance{1e-5, 1e-5}); };
  const Make corrected = [](int) {
    return std::make_unique<PredictorCorrector>(std::make_unique<EulerMaruyama>(), 0.16, 1);
  };
  const Make annealed = [](int) { return std::make_unique<AnnealedLangevin>(0.1, 5); };
  return {
      {"edm_heun", flow, edm, 0, 2, 2, one_block, churned(0)},
      {"edm_stochastic_heun", "probability flow with churn", edm, 0, 2, 2, one_block, churned(20)},
      {"runge_kutta_45", flow, "Dormand & Prince 1980", 0, {}, {}, any_linear, adaptive},
      {"predictor_corrector", sde, song, 1, {}, 2, any_linear, corrected},
      {"annealed_langevin", "p_t at each t", "Song & Ermon 2019, algorithm 1", 1, {}, 5, one_block, annealed},
  };
}

}  // namespace

const std::vector<SamplerRow>& samplers() {
  static const std::vector<SamplerRow> table = [] {
    std::vector<SamplerRow> rows = integrators();
    for (SamplerRow& row : others()) rows.push_back(std::move(row));
    return rows;
  }();
  return table;
}

}  // namespace pont::sde
