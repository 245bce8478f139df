// The chains of a target experiment: streams, stages, counts, and measures against closed forms.
#include <gtest/gtest.h>

#include "experiments/data/gaussians.hpp"
#include "experiments/kinds/chains/measure.hpp"
#include "tests/experiments/options_yaml.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

sde::Mixture two_modes(double distance, double deviation, double right) {
  return {Eigen::ArrayXd{{1 - right, right}}, Eigen::ArrayXXd{{-distance, 0}, {distance, 0}},
          Eigen::ArrayXXd::Constant(2, 1, deviation * deviation)};
}

ChainPlan planned(const std::string& yaml, const sde::Mixture& law, std::int64_t transitions) {
  return choice_of(target_samplers(), yaml, "sampler")->build(law, transitions);
}

ChainRun run(const std::string& yaml, const sde::Mixture& law, const ChainSchedule& schedule,
             std::int64_t first, std::int64_t chains, int threads = 2, double start = 0) {
  ad::Workers workers(threads);
  return run_chains(planned(yaml, law, schedule.iterations * schedule.transitions),
                    {Eigen::RowVectorXd::Constant(2, start), 0.5}, schedule, ad::Key::root(3), first, chains,
                    workers);
}

const char* const kinds[] = {
    "{type: chain, move: {type: mala, step: 0.3}}",
    "{type: replica_exchange, powers: [1, 0.3, 0.1], move: {type: metropolis, scale: 1}}",
    "{type: annealed_langevin, step: 0.3, from: 3, to: 0.1, levels: 7}"};

TEST(Chains, AChainDependsOnItsNumberAlone) {
  const sde::Mixture law = two_modes(1, 0.5, 0.3);
  for (const char* yaml : kinds) {
    const ChainRun all = run(yaml, law, {30, 7, 2}, 0, 61), some = run(yaml, law, {30, 7, 2}, 20, 33, 1);
    EXPECT_EQ(all.iterations, (std::vector<std::int64_t>{0, 7, 14, 21, 28, 30}));
    for (std::size_t r = 0; r < all.states.size(); ++r)
      EXPECT_EQ(Points(all.states[r].middleRows(20, 33)), some.states[r]) << yaml;
    EXPECT_NE(all.states[0], all.states[1]) << yaml;
  }
}

TEST(Chains, CountsAreThoseOfTheTransitions) {
  const sde::Mixture law = two_modes(1, 0.5, 0.3);
  const ChainRun plain = run("{type: chain, move: {type: baoab}}", law, {10, 5, 3}, 0, 30);
  EXPECT_EQ(plain.evaluations, 31);
  EXPECT_TRUE(std::isnan(plain.acceptance(0)));
  EXPECT_EQ(plain.swaps.size(), 0);
  const ChainRun mala = run(kinds[0], law, {10, 5, 3}, 0, 30);
  EXPECT_GT(mala.acceptance(0), 0.3);
  EXPECT_LT(mala.acceptance(0), 1);
  const ChainRun replicas = run(kinds[1], law, {10, 5, 3}, 0, 30);
  EXPECT_EQ(replicas.evaluations, 3 * 31);
  ASSERT_EQ(replicas.swaps.size(), 2);
  EXPECT_GT(replicas.swaps.minCoeff(), 0.1);
  EXPECT_LT(replicas.swaps.maxCoeff(), 1);
  EXPECT_GT(replicas.acceptance(2), replicas.acceptance(0));             // the flat replica accepts more
  EXPECT_EQ(run(kinds[2], law, {10, 5, 3}, 0, 30).evaluations, 7 + 30);  // one more at each level
}

// Annealing passes the levels in turn, and ends at the target smoothed by the last.
TEST(Chains, AnnealedLangevinFindsBothModes) {
  const sde::Mixture law = two_modes(4, 0.5, 0.7);
  const ChainPlan plan = planned(kinds[2], law, 100);
  ASSERT_EQ(plan.stages.size(), 7u);
  EXPECT_EQ(plan.stages[0].transitions, 14);
  EXPECT_EQ(plan.stages[6].transitions, 15);
  const sde::MixtureTarget target(law);
  const auto right = [&](const std::string& yaml) {
    const ChainRun chains = run(yaml, law, {400, 400, 1}, 0, 400, 2, -4);
    return mode_weights(target, chains.states).mean(1, 1);
  };
  EXPECT_NEAR(right("{type: annealed_langevin, step: 0.3, from: 8, to: 0.1, levels: 20}"), 0.7, 0.15);
  EXPECT_LT(right("{type: chain, move: {type: unadjusted_langevin, step: 0.05}}"), 1e-6);  // control
}

TEST(Measures, ObservablesOfTheTargetAreExact) {
  const sde::Mixture law = sde::checked(two_modes(1.5, 0.4, 0.3));
  const Points reference = sample(GaussianMixture(law), ad::Key::root(1), 20'000),
               fresh = sample(GaussianMixture(law), ad::Key::root(2), 20'000);
  for (const Observable& o : observables(law, reference)) {
    const Estimate e = average({fresh}, 0, o.values);
    EXPECT_LE(std::abs(e.mean - o.exact.mean), 4 * std::hypot(e.standard_error, o.exact.standard_error))
        << o.name;
    const Estimate shifted = average({fresh.array() + 0.2}, 0, o.values);  // negative control
    EXPECT_GT(std::abs(shifted.mean - o.exact.mean),
              4 * std::hypot(shifted.standard_error, o.exact.standard_error))
        << o.name;
  }
  const ModeWeights weights = mode_weights(sde::MixtureTarget(law), {fresh});
  EXPECT_LE(std::abs(weights.mean(0, 1) - 0.3), 4 * weights.error(0, 1));
  EXPECT_NEAR(total_variation(Eigen::ArrayXd{{0.5, 0.5, 0}}, Eigen::ArrayXd{{0.2, 0.5, 0.3}}), 0.3, 1e-15);
}

TEST(Measures, AveragesRunAlongChainsAndThenOverThem) {
  const Points first{{1}, {3}}, second{{5}, {9}}, discarded{{100}, {100}};
  const Estimate e =
      average({discarded, first, second}, 1, [](const Points& x) -> Eigen::VectorXd { return x.col(0); });
  EXPECT_EQ(e.mean, 4.5);  // of 3 and 6
  const Course course = along({first, second}, [](const Points& x) -> Eigen::VectorXd { return x.col(0); });
  EXPECT_EQ(course.mean, (std::vector<double>{2, 7}));
  EXPECT_NEAR(course.error[1], 2, 1e-15);
  EXPECT_EQ(e.repetitions, 2);
  EXPECT_NEAR(e.standard_error, 1.5, 1e-15);
}

}  // namespace
}  // namespace pont::experiments
