// The table of samplers: a new one is one row.
#include "sde/samplers/table.hpp"

#include <algorithm>
#include <numbers>
#include <utility>

#include "sde/samplers/adaptive_runge_kutta.hpp"
#include "sde/samplers/ancestral.hpp"
#include "sde/samplers/corrector.hpp"
#include "sde/samplers/explicit.hpp"
#include "sde/samplers/exponential.hpp"
#include "sde/samplers/multistep.hpp"
#include "sde/samplers/stochastic_heun.hpp"
#include "sde/samplers/support.hpp"
#include "sde/samplers/symmetric_splitting.hpp"

namespace pont::sde {
namespace {

using Make = std::function<std::unique_ptr<Sampler>(int)>;

constexpr const char *sde = "reverse SDE", *half = "reverse SDE at lambda = 1/2", *flow = "probability flow";
constexpr const char *kp = "Kloeden & Platen 1992, section 14.1", *ei = "Zhang & Chen 2023",
                     *cld = "Dockhorn, Vahdat & Kreis 2022, section 4", *strang = "Strang 1968",
                     *ddim = "Song, Meng & Ermon 2021, equations 12 and 16", *dpm = "Lu et al. 2022",
                     *edm = "Karras et al. 2022, algorithm 2",
                     *song = "Song et al. 2021, algorithms 1, 4 and 5";

// One of the equations that a sampler without keys of its own is measured on. Where it has one alone, or the
// first, `name` is that of the sampler.
struct Equation {
  double lambda;
  const char *source, *name = "";
};

// Order and evaluations per step.
struct Cost {
  double order;
  int evaluations;
};

template <class S>
NamedSampler plain(const std::string& name, const std::string& summary, Cost cost,
                   bool (*accepts)(const LinearSde&), const std::vector<Equation>& equations) {
  NamedSampler all{name, summary, [] { return std::make_unique<S>(); }, {}};
  for (const Equation& e : equations)
    all.rows.push_back({.name = *e.name ? e.name : name,
                        .solves = e.lambda == 0   ? flow
                                  : e.lambda == 1 ? sde
                                                  : half,
                        .source = e.source,
                        .lambda = e.lambda,
                        .order = cost.order,
                        .evaluations = cost.evaluations,
                        .accepts = accepts,
                        .make = [](int) { return std::make_unique<S>(); }});
  return all;
}

std::vector<NamedSampler> integrators() {
  return {
      plain<EulerMaruyama>("euler_maruyama", "reverse SDE or probability flow by Euler steps", {1, 1},
                           any_linear,
                           {{1, kp}, {0.5, kp, "euler_maruyama_half"}, {0, "explicit Euler", "euler"}}),
      plain<ExponentialIntegrator>(
          "exponential_integrator", "reverse SDE or probability flow, linear part exact", {1, 1}, any_linear,
          {{1, ei}, {0.5, ei, "exponential_integrator_half"}, {0, ei, "exponential_integrator_flow"}}),
      plain<Heun>("heun", "probability flow by Heun's method", {2, 2}, any_linear,
                  {{0, "Heun 1900; Karras et al. 2022"}}),
      plain<RungeKutta4>("runge_kutta_4", "probability flow by the classical method of order 4", {4, 4},
                         any_linear, {{0, "Kutta 1901"}}),
  };
}

NamedSampler adaptive() {
  const Make make = [](int) { return std::make_unique<AdaptiveRungeKutta>(Tolerance{1e-5, 1e-5}); };
  return {"runge_kutta_45",
          "probability flow by adaptive steps (Dormand & Prince 1980)",
          {},
          {{"runge_kutta_45", flow, "Dormand & Prince 1980", 0, {}, {}, any_linear, make}}};
}

std::vector<NamedSampler> splittings_and_ddim() {
  const Make stochastic = [](int) { return std::make_unique<StochasticDdim>(); };
  return {
      plain<SymmetricSplitting>("symmetric_splitting", "SSCS (Dockhorn, Vahdat & Kreis 2022)", {1, 1},
                                constant_diffusion, {{1, cld}, {0, cld, "symmetric_splitting_flow"}}),
      plain<MidpointSplitting>("midpoint_splitting", "symmetric splitting of second order", {2, 2},
                               constant_diffusion, {{1, strang}, {0, strang, "midpoint_splitting_flow"}}),
      plain<Ddim>("ddim", "probability flow, noise held over a step (Song, Meng & Ermon 2021)", {1, 1},
                  any_linear, {{0, ddim}}),
      plain<DpmSolver2>("dpm_solver_2", "probability flow, second order in the log-SNR (Lu et al. 2022)",
                        {2, 2}, any_linear, {{0, dpm}}),
      plain<DpmSolver3>("dpm_solver_3", "probability flow, third order in the log-SNR (Lu et al. 2022)",
                        {3, 3}, any_linear, {{0, dpm}}),
      {"stochastic_ddim",
       "DDIM with noise, k = 1 (Song, Meng & Ermon 2021)",
       {},
       {{"stochastic_ddim", half, ddim, 0.5, 1, 1, one_block, stochastic}}},
      plain<DpmSolverPlusPlus2M>(
          "dpm_solver_pp_2m",
          "probability flow, second order by two predictions of the data, k = 1 (Lu et al. 2022b)", {2, 1},
          one_block, {{0, "Lu et al. 2022b (DPM-Solver++), algorithm 2"}}),
      plain<Ancestral>("ancestral", "posterior of DDPM, small variance (Ho, Jain & Abbeel 2020)", {1, 1},
                       all_driven, {{1, "Ho, Jain & Abbeel 2020, equation 7"}}),
      plain<AncestralLarge>("ancestral_large", "posterior of DDPM, large variance (Ho, Jain & Abbeel 2020)",
                            {1, 1}, all_driven, {{1, "Ho, Jain & Abbeel 2020, section 3.2"}}),
  };
}

std::vector<NamedSampler> with_keys() {
  const auto churned = [](double churn) -> Make {
    return [churn](int steps) {
      return std::make_unique<StochasticHeun>(Churn{std::min(churn / steps, std::numbers::sqrt2 - 1)});
    };
  };
  const Make corrected = [](int) {
    return std::make_unique<PredictorCorrector>(std::make_unique<EulerMaruyama>(), 0.16, 1);
  };
  const Make annealed = [](int) { return std::make_unique<AnnealedLangevin>(0.1, 5); };
  return {
      {"edm_heun",
       "Heun in the noise level with churn, k = 1 (Karras et al. 2022)",
       {},
       {{"edm_heun", flow, edm, 0, 2, 2, one_block, churned(0)},
        {"edm_stochastic_heun", "probability flow with churn", edm, 0, 2, 2, one_block, churned(20)}}},
      {"predictor_corrector",
       "Euler-Maruyama and Langevin steps (Song et al. 2021)",
       {},
       {{"predictor_corrector", sde, song, 1, {}, 2, any_linear, corrected}}},
      {"annealed_langevin",
       "Langevin steps at each noise level (Song & Ermon 2019)",
       {},
       {{"annealed_langevin",
         "p_t at each t",
         "Song & Ermon 2019, algorithm 1",
         1,
         {},
         5,
         one_block,
         annealed}}},
  };
}

}  // namespace

const std::vector<NamedSampler>& named_samplers() {
  static const std::vector<NamedSampler> table = [] {
    std::vector<NamedSampler> all = integrators();
    all.push_back(adaptive());
    for (NamedSampler& s : splittings_and_ddim()) all.push_back(std::move(s));
    for (NamedSampler& s : with_keys()) all.push_back(std::move(s));
    return all;
  }();
  return table;
}

const std::vector<SamplerRow>& samplers() {
  static const std::vector<SamplerRow> table = [] {
    std::vector<SamplerRow> all;
    for (const NamedSampler& s : named_samplers()) all.insert(all.end(), s.rows.begin(), s.rows.end());
    std::ranges::stable_partition(all, [](const SamplerRow& row) { return row.order.has_value(); });
    return all;
  }();
  return table;
}

}  // namespace pont::sde
