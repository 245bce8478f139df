// Samplers and their time grids from YAML: every row of the table of samplers, taken step by step.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "experiments/options/samplers.hpp"
#include "sde/chain_clock.hpp"
#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "sde/samplers/adaptive_runge_kutta.hpp"
#include "sde/samplers/corrector.hpp"
#include "sde/samplers/explicit.hpp"
#include "sde/samplers/stochastic_heun.hpp"
#include "sde/samplers/table.hpp"
#include "tests/experiments/options_yaml.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using Grid = std::vector<double>;

SamplingPlan planned(const std::string& yaml, double T = 1) {
  return choice_of(samplers(), yaml, "sampler")->build(sde::brownian(1, T));
}

/// Where 3 points of Gaussian data under `sde` come to.
sde::Batch sampled(const sde::Sampler& sampler, double lambda, const sde::LinearSde& sde) {
  sde::GaussianScore score(sde, Eigen::VectorXd::Constant(1, 0.7), Eigen::MatrixXd::Constant(1, 1, 0.04));
  const sde::KeyedNoise noise(ad::Key::root(3), 0);
  sde::Batch u = sde::draw_prior(sde, 3, 1, noise);
  sde::sample(sampler, sde::Reverse(sde, lambda), score, sde::quadratic_grid(1, 0.01, 8), noise, u);
  return u;
}

sde::LinearSde vp() { return sde::vp(sde::constant_clock(4)); }
sde::LinearSde cld() { return sde::cld(sde::constant_clock(4), 0.25, 1, 0.04); }

/// How the rows of samplers with keys of their own are written in a configuration.
const std::map<std::string, std::string>& yaml_with_keys() {
  static const std::map<std::string, std::string> table{
      {"runge_kutta_45", "{type: runge_kutta_45}"},
      {"stochastic_ddim", "{type: stochastic_ddim, eta: 0.5}"},
      {"edm_heun", "{type: edm_heun, steps: 100}"},
      {"edm_stochastic_heun", "{type: edm_heun, steps: 100, churn: 20}"},
      {"predictor_corrector", "{type: predictor_corrector}"},
      {"annealed_langevin", "{type: annealed_langevin, step: 0.1, inner: 5}"},
  };
  return table;
}

std::string yaml_of(const sde::NamedSampler& sampler, const sde::SamplerRow& row) {
  if (!sampler.plain) return yaml_with_keys().at(row.name);
  if (!sampler.any_lambda()) return "{type: " + sampler.name + "}";
  return fmt::format("{{type: {}, lambda: {}}}", sampler.name, row.lambda);
}

TEST(OptionsSamplers, EveryRowOfTheTableCanBeWrittenInYaml) {
  std::size_t rows = 0;
  for (const sde::NamedSampler& sampler : sde::named_samplers())
    for (const sde::SamplerRow& row : sampler.rows) {
      SCOPED_TRACE(row.name);
      const SamplingPlan plan = planned(yaml_of(sampler, row));
      EXPECT_EQ(plan.lambda, row.lambda);
      for (const sde::LinearSde& sde : {vp(), cld()}) {
        if (!row.accepts(sde)) continue;
        EXPECT_EQ(sampled(*plan.sampler, plan.lambda, sde), sampled(*row.make(100), row.lambda, sde));
      }
      ++rows;
    }
  EXPECT_EQ(rows, sde::samplers().size());
}

// The table of sde/ is the only list: names, order and summaries are its own, and so is the lambda at first.
TEST(OptionsSamplers, TheChoicesAreTheTable) {
  const auto& choices = samplers().rows();
  ASSERT_EQ(choices.size(), sde::named_samplers().size());
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const sde::NamedSampler& sampler = sde::named_samplers()[i];
    EXPECT_EQ(choices[i].name, sampler.name);
    EXPECT_EQ(choices[i].summary, sampler.summary);
    EXPECT_EQ(sampler.rows.front().name, sampler.name);
    if (sampler.plain) {
      EXPECT_EQ(planned("{type: " + sampler.name + "}").lambda, sampler.rows.front().lambda);
    }
  }
}

TEST(OptionsSamplers, KeysBelongToSamplersOfTheTable) {
  std::vector<std::string> without_maker;
  for (const sde::NamedSampler& sampler : sde::named_samplers())
    if (!sampler.plain) without_maker.push_back(sampler.name);
  EXPECT_EQ(names_with_keys(), without_maker);
}

TEST(OptionsSamplers, EveryKeyOfASamplerReachesIt) {
  const auto expect = [](const std::string& yaml, const sde::Sampler& sampler, double lambda) {
    const SamplingPlan plan = planned(yaml);
    EXPECT_EQ(plan.lambda, lambda) << yaml;
    EXPECT_EQ(sampled(*plan.sampler, lambda, vp()), sampled(sampler, lambda, vp())) << yaml;
  };
  expect("{type: edm_heun, steps: 10, churn: 2, churn_from: 0.1, churn_to: 2, churn_noise: 1.1}",
         sde::StochasticHeun({0.2, 0.1, 2, 1.1}), 0);
  expect("{type: edm_heun, steps: 10, churn: 80}", sde::StochasticHeun({std::sqrt(2.0) - 1}), 0);
  expect("{type: predictor_corrector, snr: 0.05, corrections: 3, lambda: 0.5}",
         sde::PredictorCorrector(std::make_unique<sde::EulerMaruyama>(), 0.05, 3), 0.5);
  expect("{type: annealed_langevin, step: 0.05, inner: 7}", sde::AnnealedLangevin(0.05, 7), 1);
}

TEST(OptionsSamplers, GridsFollowTheSde) {
  const auto grid = [](const std::string& yaml) {
    return choice_of(samplers(), "{type: heun, steps: 4, eps: 0.1, grid: " + yaml + "}", "sampler")
        ->build(vp())
        .grid;
  };
  EXPECT_EQ(grid("{type: cosine}"), sde::cosine_grid(1, 0.1, 4));
  EXPECT_EQ(grid("{type: log_snr}"), sde::log_snr_grid(vp(), 0.1, 4));
  EXPECT_EQ(grid("{type: edm, rho: 5}"), sde::edm_grid(vp(), 0.1, 4, 5));
  const sde::LinearSde chain = sde::vp(sde::chain_clock(sde::linear_betas(1000, 1e-4, 0.02)));
  EXPECT_EQ(choice_of(samplers(), "{type: ddim, steps: 50, eps: 0, grid: {type: sub_sequence, power: 2}}",
                      "sampler")
                ->build(chain)
                .grid,
            sde::chain_grid(chain, 0, 50, 2));
  EXPECT_EQ(grid("{type: listed, nodes: [1, 0.4, 0]}"), sde::listed_grid(1, 0.1, 4, {1, 0.4, 0}));
  EXPECT_EQ(planned("{type: heun, steps: 4, grid: {type: log_snr}}").grid,
            sde::log_snr_grid(sde::brownian(1), 1e-3, 4));
}

TEST(OptionsSamplers, DefaultsArePublishedOnes) {
  EXPECT_EQ(planned("{type: euler_maruyama}").grid, sde::quadratic_grid(1, 1e-3, 1000));
  EXPECT_TRUE(planned("{type: euler_maruyama}").denoise);
  EXPECT_EQ(planned("{type: runge_kutta_45}").grid, (Grid{1, 1e-3}));
}

TEST(OptionsSamplers, EveryKeyReachesThePlan) {
  const SamplingPlan plan = planned(
      "{type: euler_maruyama, steps: 3, lambda: 0.25, eps: 0.5, denoise: false, grid: {type: uniform}}", 2);
  EXPECT_EQ(plan.grid, (Grid{2, 1.5, 1, 0.5}));
  EXPECT_EQ(plan.lambda, 0.25);
  EXPECT_FALSE(plan.denoise);
  const SamplingPlan flow =
      planned("{type: runge_kutta_45, relative: 0.01, absolute: 0.02, eps: 0.5, denoise: false}", 2);
  EXPECT_EQ(flow.grid, (Grid{2, 0.5}));
  EXPECT_FALSE(flow.denoise);
  EXPECT_EQ(sampled(*flow.sampler, 0, cld()), sampled(sde::AdaptiveRungeKutta({0.01, 0.02}), 0, cld()));
  EXPECT_NE(sampled(*flow.sampler, 0, cld()), sampled(sde::AdaptiveRungeKutta({0.02, 0.01}), 0, cld()));
}

// A trace records chosen times and leaves the samples as they are: at the next node of a grid, or exactly.
TEST(OptionsSamplers, TracesRecordChosenTimes) {
  const sde::LinearSde sde = vp();
  sde::GaussianScore score(sde, Eigen::VectorXd::Zero(1), Eigen::MatrixXd::Constant(1, 1, 0.04));
  const sde::KeyedNoise noise(ad::Key::root(3), 0);
  const auto recorded = [&](const std::string& yaml) {
    const SamplingPlan plan = choice_of(samplers(), yaml, "sampler")->build(sde);
    const sde::Reverse reverse(sde, plan.lambda);
    sde::Batch traced = sde::draw_prior(sde, 3, 1, noise), alone = traced;
    Grid times;
    plan.trace(reverse, score, noise, {0.8, 0.5, 0.3}, traced,
               [&](std::size_t, double t, const sde::Batch&) { times.push_back(t); });
    sde::sample(*plan.sampler, reverse, score, plan.grid, noise, alone);
    EXPECT_EQ(traced, alone) << yaml;
    return times;
  };
  EXPECT_EQ(recorded("{type: euler_maruyama, steps: 3, eps: 0.25, grid: {type: uniform}}"),
            (Grid{0.75, 0.5, 0.25}));
  EXPECT_EQ(recorded("{type: runge_kutta_45, eps: 0.1}"), (Grid{0.8, 0.5, 0.3}));
}

TEST(OptionsSamplers, RefusalsNameKeyOrSection) {
  EXPECT_EQ(message_of([] { planned("{type: euler_maruyama, lambda: 2}"); }),
            "run.yaml:1:41: sampler.lambda: got 2; expected a number at least 0 and at most 1");
  EXPECT_EQ(message_of([] {
              planned("{type: runge_kutta_45, steps: 3}");
            }).rfind("run.yaml:1:33: sampler.steps: ", 0),
            0u);
  EXPECT_EQ(message_of([] { planned("{type: euler_maruyama, eps: 2, steps: 10}"); }),
            "sampler: time grid: n = 10, eps = 2, T = 1; expected n >= 1 and 0 <= eps < T");
  EXPECT_EQ(message_of([] { planned("{type: runge_kutta_45, eps: 1}"); }),
            "sampler: time grid: n = 1, eps = 1, T = 1; expected n >= 1 and 0 <= eps < T");
  EXPECT_EQ(message_of([] { planned("{type: heun, grid: {type: listed, nodes: [1, 1, 0]}}"); }),
            "sampler: time grid: nodes [1, 1, 0]; expected at least 2 fractions that decrease strictly from "
            "1 to 0");
}

}  // namespace
}  // namespace pont::experiments
