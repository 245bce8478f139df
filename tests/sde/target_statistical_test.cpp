// Chains for fixed targets keep the law and cross barriers; bounds from the standard error, with negative
// controls.
#include "tests/sde/target_fixtures.hpp"

namespace pont::sde::test {
namespace {

// Mean of x^2 over chains that start in the target and take 40 steps, minus its exact value, in standard
// errors.
double deviation(const Transition& transition, Eigen::Index per_chain) {
  const double distance = 2, sigma = 0.5;
  const MixtureTarget target = two_modes(distance, sigma);
  const Eigen::Index n = 6000;
  Batch start = sigma * normals(ad::Key::root(31), n * per_chain, 1);
  for (Eigen::Index r = 0; r < start.rows(); ++r)
    start(r, 0) += (r / per_chain) % 2 == 0 ? distance : -distance;
  Walkers walkers(target, start);
  run_chain(transition, target, KeyedNoise(ad::Key::root(32), 0), 1, 40, walkers);
  double sum = 0;
  for (Eigen::Index c = 0; c < n; ++c) sum += std::pow(std::abs(walkers.x(c * per_chain, 0)) - distance, 2);
  const double s2 = sigma * sigma;
  return (sum / static_cast<double>(n) - s2) / (s2 * std::sqrt(2 / static_cast<double>(n)));
}

TEST(TargetStatistics, AdjustedTransitionsKeepTheTarget) {
  EXPECT_LE(std::abs(deviation(Mala(0.15), 1)), 4);
  EXPECT_LE(std::abs(deviation(Metropolis(0.7), 1)), 4);
  EXPECT_LE(std::abs(deviation(ReplicaExchange(std::make_unique<Mala>(0.15), {1, 0.5}), 2)), 4);
  EXPECT_GT(deviation(UnadjustedLangevin(0.15), 1), 8) << "negative control: the bias of the same step";
}

// Share of chains in the right mode, weight .7, all having started in the left one. The modes are 16 standard
// deviations apart: a barrier of e^-32.
double right_share(const Transition& transition, Eigen::Index per_chain, std::int64_t steps) {
  const MixtureTarget target = two_modes(4, 0.5, 0.7);
  const Eigen::Index n = 400;
  Walkers walkers(target, Batch::Constant(n * per_chain, 1, -4));
  run_chain(transition, target, KeyedNoise(ad::Key::root(33), 0), 1, steps, walkers);
  double right = 0;
  for (Eigen::Index c = 0; c < n; ++c) right += walkers.x(c * per_chain, 0) > 0;
  return right / n;
}

TEST(TargetStatistics, ReplicaExchangeFindsBothModes) {
  const ReplicaExchange exchange(std::make_unique<Metropolis>(1), {1, 0.3, 0.1, 0.03});
  const double error = std::sqrt(0.7 * 0.3 / 400);
  EXPECT_NEAR(right_share(exchange, 4, 600), 0.7, 4 * error);
  // negative controls: as many evaluations without exchange
  EXPECT_EQ(right_share(Metropolis(1), 1, 2400), 0);
  EXPECT_EQ(right_share(UnadjustedLangevin(0.05), 1, 2400), 0);
}

}  // namespace
}  // namespace pont::sde::test
