// The samplers of the table as sections: one class for those without keys of their own, a struct for each
// other.
#include "experiments/options/samplers.hpp"

#include <algorithm>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <utility>

#include "experiments/options/grids.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "sde/samplers/adaptive_runge_kutta.hpp"
#include "sde/samplers/ancestral.hpp"
#include "sde/samplers/corrector.hpp"
#include "sde/samplers/explicit.hpp"
#include "sde/samplers/stochastic_heun.hpp"
#include "sde/samplers/table.hpp"

namespace pont::options {
namespace {

/// The keys with which every run of a sampler ends.
struct End {
  double eps = 1e-3;  // Song et al. 2021; Dockhorn, Vahdat & Kreis 2022
  bool denoise = true;
  void declare(config::Visitor& v) {
    v.key("eps", eps, "time at which the last step ends; the score may be unbounded at 0",
          {.unit = "time", .range = config::at_least(0)});
    v.key("denoise", denoise, "take one last step from eps to 0, without noise");
  }
};

/// States at the nodes of the grid.
Trace at_nodes(const sde::Sampler& sampler, const std::vector<double>& grid) {
  return [&sampler, grid](const sde::Reverse& reverse, sde::Score& score, const sde::Noise& noise,
                          const std::vector<double>& times, sde::Batch& u, const sde::Observer& observe) {
    std::size_t next = 0;
    sde::sample(sampler, reverse, score, grid, noise, u, [&](std::size_t, double t, const sde::Batch& state) {
      for (; next < times.size() && t <= times[next]; ++next) observe(next, t, state);
    });
  };
}

/// The keys of every sampler that takes the steps of a grid.
struct Steps {
  std::int64_t steps = 1000;
  config::Choice<GridOptions> grid{grids(), "quadratic"};
  End end;
  void declare(config::Visitor& v) {
    v.key("steps", steps, "steps of the time grid",
          {.unit = "steps", .range = config::between(1, 100000000)});
    v.section("grid", grid, "how the steps are spread over [eps, T]");
    end.declare(v);
  }
  SamplingPlan plan(std::unique_ptr<sde::Sampler> sampler, double lambda, const sde::LinearSde& sde) const {
    std::vector<double> times = grid->build(sde, end.eps, static_cast<int>(steps));
    Trace trace = at_nodes(*sampler, times);
    return {std::move(sampler), lambda, std::move(times), end.denoise, std::move(trace)};
  }
};

void declare_lambda(config::Visitor& v, double& lambda) {
  v.key("lambda", lambda, "noise: 1 the reverse SDE, 0 the probability flow",
        {.range = config::between(0, 1)});
}

/// A sampler of the table without keys of its own: for every lambda, or for the one of its row.
class PlainSampler final : public SamplerOptions {
 public:
  explicit PlainSampler(const sde::NamedSampler& sampler)
      : sampler_(&sampler), lambda_(sampler.rows.front().lambda) {}
  void declare(config::Visitor& v) override {
    if (sampler_->any_lambda()) declare_lambda(v, lambda_);
    steps_.declare(v);
  }

 private:
  SamplingPlan make(const sde::LinearSde& sde) const override {
    return steps_.plan(sampler_->plain(), lambda_, sde);
  }

  const sde::NamedSampler* sampler_;
  double lambda_;
  Steps steps_;
};

struct StochasticDdim final : SamplerOptions {
  double eta = 1;
  Steps steps;
  void declare(config::Visitor& v) override {
    v.key("eta", eta, "noise: 1 that of DDPM, 0 none", {.range = config::between(0, 1)});
    steps.declare(v);
  }
  SamplingPlan make(const sde::LinearSde& sde) const override {
    return steps.plan(std::make_unique<sde::StochasticDdim>(), eta, sde);
  }
};

struct PredictorCorrector final : SamplerOptions {
  double snr = 0.16;  // Song et al. 2021: VE on CIFAR-10
  std::int64_t corrections = 1;
  double lambda = 1;
  Steps steps;
  void declare(config::Visitor& v) override {
    v.key("snr", snr, "size of a Langevin step: ratio of its score part to its noise",
          {.range = config::positive()});
    v.key("corrections", corrections, "Langevin steps after each Euler-Maruyama step, one evaluation each",
          {.range = config::between(1, 100000)});
    declare_lambda(v, lambda);
    steps.declare(v);
  }
  SamplingPlan make(const sde::LinearSde& sde) const override {
    return steps.plan(std::make_unique<sde::PredictorCorrector>(std::make_unique<sde::EulerMaruyama>(), snr,
                                                                static_cast<int>(corrections)),
                      lambda, sde);
  }
};

struct StochasticHeun final : SamplerOptions {
  double churn = 0;
  sde::Churn range;
  Steps steps;
  void declare(config::Visitor& v) override {
    v.key("churn", churn, "S_churn: a step first raises the noise level by the factor 1 + churn / steps",
          {.range = config::at_least(0)});
    v.key("churn_from", range.from, "S_tmin: noise level below which there is no churn",
          {.range = config::at_least(0)});
    v.key("churn_to", range.to, "S_tmax: noise level above which there is no churn",
          {.range = config::at_least(0), .non_finite = true});
    v.key("churn_noise", range.noise, "S_noise: standard deviation of the normals of churn",
          {.range = config::at_least(0)});
    steps.declare(v);
  }
  SamplingPlan make(const sde::LinearSde& sde) const override {
    sde::Churn all = range;
    all.gamma = std::min(churn / static_cast<double>(steps.steps), std::numbers::sqrt2 - 1);
    return steps.plan(std::make_unique<sde::StochasticHeun>(all), 0, sde);
  }
};

struct AnnealedLangevin final : SamplerOptions {
  double step = 0.2;  // Song & Ermon 2019: epsilon 2e-5, sigma_L .01
  std::int64_t inner = 100;
  Steps steps;
  void declare(config::Visitor& v) override {
    v.key("step", step, "a Langevin step in units of the noise variance of its level",
          {.range = config::positive()});
    v.key("inner", inner, "Langevin steps at each level, one evaluation each",
          {.range = config::between(1, 100000)});
    steps.declare(v);
  }
  SamplingPlan make(const sde::LinearSde& sde) const override {
    return steps.plan(std::make_unique<sde::AnnealedLangevin>(step, static_cast<int>(inner)), 1, sde);
  }
};

struct RungeKutta45 final : SamplerOptions {
  sde::Tolerance tolerance{1e-5, 1e-5};  // Song et al. 2021, section 4.3
  End end;
  void declare(config::Visitor& v) override {
    v.key("relative", tolerance.relative, "tolerated error of a step relative to the state",
          {.range = {.low = 1e-14, .high = 1, .high_open = true}});
    v.key("absolute", tolerance.absolute,
          "tolerated error of a step besides, in the units of training; of data of a deviation below .1 or "
          "above 10, or further than 10 of them from 0, in deviations of the law at each time",
          {.range = config::positive()});
    v.key("evaluations", tolerance.evaluations,
          "most evaluations of the score; a flow that needs more is given up",
          {.unit = "evaluations", .range = config::between(8, 1e12)});
    end.declare(v);
  }
  SamplingPlan make(const sde::LinearSde& sde) const override { return plan(sde, {}); }
  SamplingPlan make_for(const sde::LinearSde& sde, const sde::Gaussian& law) const override {
    return plan(sde, law);
  }

 private:
  SamplingPlan plan(const sde::LinearSde& sde, const std::optional<sde::Gaussian>& law) const {
    const auto trace = [sampler = sde::AdaptiveRungeKutta(tolerance, law), T = sde.T, eps = end.eps](
                           const sde::Reverse& reverse, sde::Score& score, const sde::Noise&,
                           const std::vector<double>& times, sde::Batch& u, const sde::Observer& observe) {
      sampler.trace(reverse, score, T, eps, times, u, observe);
    };
    return {std::make_unique<sde::AdaptiveRungeKutta>(tolerance, law), 0,
            sde::uniform_grid(sde.T, end.eps, 1), end.denoise, trace};
  }
};

/// The keys of a sampler of the table that has some of its own.
struct KeyedSampler {
  std::string sampler;
  std::function<std::unique_ptr<SamplerOptions>()> make;
};

template <class T>
KeyedSampler keyed(std::string sampler) {
  return {std::move(sampler), [] { return std::make_unique<T>(); }};
}

const std::vector<KeyedSampler>& keyed_samplers() {
  static const std::vector<KeyedSampler> all{
      keyed<RungeKutta45>("runge_kutta_45"), keyed<StochasticDdim>("stochastic_ddim"),
      keyed<StochasticHeun>("edm_heun"), keyed<PredictorCorrector>("predictor_corrector"),
      keyed<AnnealedLangevin>("annealed_langevin")};
  return all;
}

config::Row<SamplerOptions> sampler_row(const sde::NamedSampler& sampler) {
  if (sampler.plain)
    return {sampler.name, sampler.summary, [&sampler] { return std::make_unique<PlainSampler>(sampler); }};
  const auto keys = std::ranges::find(keyed_samplers(), sampler.name, &KeyedSampler::sampler);
  if (keys == keyed_samplers().end())
    throw std::logic_error("samplers: '" + sampler.name +
                           "' has no maker and no keys in options/samplers.cpp");
  return {sampler.name, sampler.summary, keys->make};
}

}  // namespace

const config::Registry<SamplerOptions>& samplers() {
  static const config::Registry<SamplerOptions> registry{[] {
    std::vector<config::Row<SamplerOptions>> rows;
    for (const sde::NamedSampler& sampler : sde::named_samplers()) rows.push_back(sampler_row(sampler));
    return rows;
  }()};
  return registry;
}

std::vector<std::string> names_with_keys() {
  std::vector<std::string> names;
  for (const KeyedSampler& k : keyed_samplers()) names.push_back(k.sampler);
  return names;
}

}  // namespace pont::options
