// Every row of the table of samplers: its order, computed without a seed, and its evaluations of the score.
#include <set>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/corrector.hpp"
#include "sde/samplers/symmetric_splitting.hpp"
#include "sde/samplers/table.hpp"
#include "tests/sde/gaussian_law.hpp"

namespace pont::sde::test {
namespace {

TEST(SamplerTable, EveryRowHasItsOrderOnEveryEquationItAccepts) {
  for (const SamplerRow& row : samplers())
    for (const LinearSde& sde : equations()) {
      if (!row.order || !row.accepts(sde)) continue;
      EXPECT_NEAR(measured_order(row, sde), *row.order, 0.1) << row.name << " on " << sde.name;
    }
}

// What has no order is tested by other means: RungeKuttaFollowsItsTolerance, PredictorCorrector* and
// AnnealedLangevin* in this folder.
TEST(SamplerTable, RowsWithoutOrderAreTestedElsewhere) {
  std::set<std::string> without;
  for (const SamplerRow& row : samplers())
    if (!row.order) without.insert(row.name);
  EXPECT_EQ(without, (std::set<std::string>{"annealed_langevin", "predictor_corrector", "runge_kutta_45"}));
}

TEST(SamplerTable, EveryRowTakesItsEvaluations) {
  for (const SamplerRow& row : samplers()) {
    if (!row.evaluations) continue;
    const LinearSde sde = vp(affine_clock(0.1, 20));
    GaussianScore score(sde, Eigen::VectorXd::Zero(1), Eigen::MatrixXd::Constant(1, 1, 0.36));
    CountingScore counting(score);
    const KeyedNoise noise(ad::Key::root(5), 0);
    Batch u = draw_prior(sde, 3, 1, noise);
    sample(*row.make(10), Reverse(sde, row.lambda), counting, uniform_grid(1, 0.1, 10), noise, u);
    EXPECT_EQ(counting.evaluations(), 10 * *row.evaluations) << row.name;
  }
}

TEST(SamplerTable, WhatARowDoesNotAcceptItsSamplerRefuses) {
  int refused = 0;
  for (const SamplerRow& row : samplers())
    for (const LinearSde& sde : equations()) {
      if (row.accepts(sde)) continue;
      ++refused;
      const std::string message = message_of([&] { law_error(row, sde, 4); });
      EXPECT_NE(message.find("'" + sde.name + "'"), std::string::npos) << row.name << ": " << message;
      EXPECT_NE(message.find("; choose "), std::string::npos) << row.name << ": " << message;
    }
  EXPECT_GT(refused, 0);
}

TEST(SamplerTable, NamesAreUnique) {
  std::set<std::string> names;
  for (const SamplerRow& row : samplers()) EXPECT_TRUE(names.insert(row.name).second) << row.name;
}

// On the quadratic grid: the midpoint form takes twice the evaluations per step and pays them back.
TEST(SamplerTable, MidpointSplittingBeatsThePublishedFormAtEqualCost) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  const Reverse reverse(sde, 1);
  const double published = law_error(SymmetricSplitting(), reverse, quadratic_grid(1, 1e-3, 400), 0.7, 0.36);
  const double midpoint = law_error(MidpointSplitting(), reverse, quadratic_grid(1, 1e-3, 200), 0.7, 0.36);
  EXPECT_LT(10 * midpoint, published);
}

}  // namespace
}  // namespace pont::sde::test
