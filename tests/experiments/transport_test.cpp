// Scores of learned plans by hand, a short LightSB training, and the exact figures of transport.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "experiments/metrics/plan_distance.hpp"
#include "experiments/reproduce/verdict.hpp"
#include "experiments/reproductions/registry.hpp"
#include "experiments/reproductions/transport/light_pairs.hpp"
#include "experiments/reproductions/transport/ot_problems.hpp"
#include "metrics_clouds.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

const ad::Key key = ad::Key::root(12) / "transport";

// X_1 | X_0 = x ~ N(mean + scale x, epsilon scale) on a line.
sde::LightBridge one_component(double epsilon, double mean, double scale) {
  return sde::LightBridge(
      {epsilon, Eigen::VectorXd::Zero(1), Points::Constant(1, 1, mean), Points::Constant(1, 1, scale)});
}

TEST(PlanDistance, ByHandForOneComponent) {
  const double epsilon = 0.5, scale = 0.8, other = 0.6;
  const Points x = from_rows({{-1}, {0}, {2}});
  const double variance = scale * scale * (14. / 9) + epsilon * scale;  // of -1, 0, 2, and of the noise
  const sde::LightBridge truth = one_component(epsilon, 1, scale), ours = one_component(epsilon, 1.2, other);
  double squares = 0;
  for (const double at : {-1., 0., 2.})
    squares += std::pow(0.2 + (other - scale) * at, 2) +
               std::pow(std::sqrt(epsilon * other) - std::sqrt(epsilon * scale), 2);
  EXPECT_NEAR(conditional_unexplained_variance(ours, truth, x).mean, 100 * (squares / 3) / (variance / 2),
              1e-11);
  EXPECT_EQ(conditional_unexplained_variance(truth, truth, x).mean, 0);
  const double widths = std::pow(std::sqrt(variance) - std::sqrt(epsilon * scale), 2);
  EXPECT_NEAR(independent_plan_score(truth, x).mean, 200 * (scale * scale * (14. / 9) + widths) / variance,
              1e-11);
}

TEST(PlanDistance, RefusesPointsOfAnotherDimension) {
  const sde::LightBridge truth = one_component(1, 0, 1);
  try {
    independent_plan_score(truth, Points::Zero(3, 2));
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "plan distance: x has shape [3, 2]; expected [n >= 2, 1], the plan's dimension");
  }
}

TEST(LightPairs, ShortTrainingComesNearAndRepeatsBitForBit) {
  const sde::LightBridge truth = benchmark_pair(2, 1, key / "pair");
  const LightSettings training{.components = 10, .batch = 128, .shard = 32, .steps = 1000, .rate = 0.02};
  const TrainedLight once = train_light(truth, training, key / "training"),
                     again = train_light(truth, training, key / "training");
  EXPECT_EQ(once.bridge.potential().means, again.bridge.potential().means);
  const Points x = kFirstScale * normal_cloud(key / "x", 200, 2);
  const double score = conditional_unexplained_variance(once.bridge, truth, x).mean;
  EXPECT_LT(score, 2);
  EXPECT_GT(independent_plan_score(truth, x).mean, 100);  // the scale
  const LightSettings untrained{.components = 10, .batch = 128, .shard = 32, .steps = 1, .rate = 0.02};
  const TrainedLight start = train_light(truth, untrained, key / "training");
  EXPECT_GT(conditional_unexplained_variance(start.bridge, truth, x).mean, 5);
}

TEST(LineProblem, TheMapPushesOneDensityToTheOther) {
  const LineProblem p = line_problem(150);
  const Eigen::VectorXd T = monotone_map(p);
  double first = 0;
  for (Eigen::Index i = 0; i < 150; ++i) {
    first += p.a(i);
    double second = 0;  // mass of b below T(i)
    for (Eigen::Index j = 0; j < 150; ++j) second += p.b(j) * std::clamp(150 * T(i) - double(j), 0., 1.);
    EXPECT_NEAR(first, second, 1e-12) << i;
  }
}

class OtFiguresTest : public test::WithCheckout {};

TEST_F(OtFiguresTest, EveryResidualVanishes) {
  const Published published = load_published("ot-figures");
  const Outcome outcome = all_reproductions().at("ot-figures").make()->compute(published, {});
  std::size_t little = 0;
  for (const Verdict& v : judge(published, outcome.numbers).verdicts) little += !v.says_little.empty();
  EXPECT_EQ(little, 5u) << "the plan that couples nothing has exact marginals";
  const Judgement judgement = judge(published, outcome.numbers);
  EXPECT_TRUE(judgement.complete()) << judgement.misses();
  EXPECT_EQ(outcome.figures.size(), 4u);
  for (const NamedFigure& f : outcome.figures) check_figure(f.figure);
}

}  // namespace
}  // namespace pont::experiments
