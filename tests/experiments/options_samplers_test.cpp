// Samplers and their time grids from YAML: every row of the table of samplers, taken step by step.
#include <gtest/gtest.h>

#include <map>

#include "experiments/options/samplers.hpp"
#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "sde/samplers/samplers.hpp"
#include "tests/experiments/options_yaml.hpp"

namespace pont::experiments {
namespace {

using Grid = std::vector<double>;

SamplingPlan planned(const std::string& yaml, double T = 1) {
  return choice_of(samplers(), yaml, "sampler")->build(T);
}

/// Where 3 points of Gaussian data under CLD come to.
sde::Batch sampled(const sde::Sampler& sampler, double lambda) {
  const sde::LinearSde cld = sde::cld(sde::constant_clock(4), 0.25, 1, 0.04);
  sde::GaussianScore score(cld, Eigen::VectorXd::Constant(1, 0.7), Eigen::MatrixXd::Constant(1, 1, 0.04));
  const sde::KeyedNoise noise(ad::Key::root(3), 0);
  sde::Batch u = sde::draw_prior(cld, 3, 1, noise);
  sde::sample(sampler, sde::Reverse(cld, lambda), score, sde::quadratic_grid(1, 0.01, 8), noise, u);
  return u;
}

/// How each row of the table of samplers is written in a configuration.
const std::map<std::string, std::string>& yaml_of_samplers() {
  static const std::map<std::string, std::string> table{
      {"euler_maruyama", "{type: euler_maruyama}"},
      {"euler_maruyama_half", "{type: euler_maruyama, lambda: 0.5}"},
      {"euler", "{type: euler_maruyama, lambda: 0}"},
      {"runge_kutta_45", "{type: runge_kutta_45}"},
  };
  return table;
}

TEST(OptionsSamplers, EveryRowOfTheTableCanBeWrittenInYaml) {
  for (const sde::SamplerRow& row : sde::samplers()) {
    SCOPED_TRACE(row.name);
    const auto yaml = yaml_of_samplers().find(row.name);
    ASSERT_NE(yaml, yaml_of_samplers().end()) << "has no row in this test: is it reachable from YAML?";
    const SamplingPlan plan = planned(yaml->second);
    EXPECT_EQ(plan.lambda, row.lambda);
    EXPECT_EQ(sampled(*plan.sampler, plan.lambda), sampled(*row.make(), row.lambda));
  }
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
  EXPECT_EQ(sampled(*flow.sampler, 0), sampled(sde::AdaptiveRungeKutta({0.01, 0.02}), 0));
  EXPECT_NE(sampled(*flow.sampler, 0), sampled(sde::AdaptiveRungeKutta({0.02, 0.01}), 0));
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
}

}  // namespace
}  // namespace pont::experiments
