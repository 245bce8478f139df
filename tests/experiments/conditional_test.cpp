// A conditional model end to end: samples of each class lie where its points lie; and what cannot be
// conditional is refused.
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

const std::string conditional = R"(type: score
seed: 5
sde: {type: vp, clock: {type: constant, beta: 4}}
network: {type: concat_mlp, hidden: 32, depth: 2}
train: {steps: 1500, batch: 128, shard: 64, optimiser: {type: adam}, schedule: {type: constant, rate: 3.0e-3}}
sample:
  count: 400
  samplers:
    - {name: plain, sampler: {type: euler_maruyama, steps: 60}}
    - {name: guided, sampler: {type: euler_maruyama, steps: 60}, guidance: 1}
evaluate: {loss_rows: 200, likelihood_rows: 8, likelihood_time: 1.0e-2, cloud: 100, repetitions: 2}
data: {type: mixture, weights: [3, 1], means: [[1, 0], [-1, 0]], stds: [[.2, .2], [.2, .2]]}
condition: {drop: 0.2}
)";

/// Mean of the first coordinate of the samples of a class.
double mean_of(const H5Reader& run, const std::string& sampler, double wanted, int& count) {
  const auto points = run.read<double>("samples/" + sampler + "/points"),
             classes = run.read<double>("samples/" + sampler + "/classes");
  double sum = 0;
  count = 0;
  for (std::size_t i = 0; i < classes.size(); ++i)
    if (classes[i] == wanted) sum += points[2 * i], ++count;
  return sum / count;
}

TEST(ConditionalModel, DrawsEachClassWhereItsPointsLie) {
  const Scratch dir;
  const std::string c = dir.write("c.yaml", conditional);
  const Outcome o = pont({"run", c, "--out", dir / "r"});
  ASSERT_EQ(o.code, 0) << o.err;
  const H5Reader run{load_checked(dir / "r/run.h5"), "run.h5"};
  int first = 0, second = 0;
  EXPECT_NEAR(mean_of(run, "plain", 0, first), 1, 0.1);
  EXPECT_NEAR(mean_of(run, "plain", 1, second), -1, 0.1);
  EXPECT_EQ(first + second, 400);
  EXPECT_NEAR(first, 300, 4.5 * std::sqrt(400 * 3 / 16.0)) << "classes as the data have them";
  EXPECT_GT(mean_of(run, "guided", 0, first), 1) << "guidance goes away from the other class";
  EXPECT_LT(mean_of(run, "guided", 1, second), -1);
  const auto calls = [&](const std::string& name) {
    return run.read<double>("samples/" + name + "/evaluations")[0];
  };
  EXPECT_EQ(calls("guided"), 2 * calls("plain"));
}

TEST(ConditionalModel, RefusesDataWithoutClassesAndGuidanceWithoutBothScores) {
  const Scratch dir;
  const std::string c = dir.write("c.yaml", conditional);
  const auto says = [&](const std::string& override, const std::string& part) {
    const Outcome o = pont({"run", c, "--out", dir / "x", override});
    EXPECT_EQ(o.code, 2) << o.err;
    EXPECT_NE(o.err.find(part), std::string::npos) << o.err;
  };
  says("data={type: torus}", "condition: the data have no classes");
  says("condition.drop=0", "guidance 1 needs the conditional and the unconditional score");
  says("condition=null", "guidance 1 needs the conditional and the unconditional score");
}

}  // namespace
}  // namespace pont::experiments
