// Sampled bridges against their exact laws.
#include <gtest/gtest.h>

#include "bridge_fixtures.hpp"
#include "sde/bridges/discrete_bridge.hpp"

namespace pont::sde {
namespace {

// Mean and second moments at time t within 5 standard errors of the mixture's, and off at another time.
TEST(DiscreteBridgeStatistical, SampledPathsHaveTheMarginalLaw) {
  const Batch x = (Batch(2, 1) << -1, 1).finished(), y = (Batch(2, 1) << 0, 2).finished();
  const DiscreteBridge bridge(x, Eigen::Vector2d(1, 2), y, Eigen::Vector2d(1, 1), 0.5, {.tolerance = 1e-12});
  const Eigen::Index B = 40'000;
  const std::vector<Batch> paths = bridge.paths({0.3, 0.6}, B, ad::Key::root(3) / "bridge");
  const auto worst = [&](const Batch& sample, double t) {
    const Mixture law = bridge.marginal(t);
    const Eigen::ArrayXd m = law.means.col(0), v = law.variances.col(0);
    const double mean = (law.weights * m).sum(), second = (law.weights * (m.square() + v)).sum();
    const double fourth = (law.weights * (m.pow(4) + 6 * m.square() * v + 3 * v.square())).sum();
    const double n = std::sqrt(double(B));
    return std::max(
        std::abs(sample.mean() - mean) / std::sqrt(second - mean * mean) * n,
        std::abs(sample.array().square().mean() - second) / std::sqrt(fourth - second * second) * n);
  };
  EXPECT_LT(worst(paths[0], 0.3), 5);
  EXPECT_LT(worst(paths[1], 0.6), 5);
  EXPECT_GT(worst(paths[0], 0.6), 5);
}

// Euler-Maruyama with the closed-form drift reaches the end points' law.
TEST(DiscreteBridgeStatistical, TheDriftLeadsToTheEndLaw) {
  const Batch x = (Batch(2, 1) << -1, 1).finished(), y = (Batch(2, 1) << 0, 2).finished();
  const Eigen::Vector2d b(0.25, 0.75);
  const DiscreteBridge bridge(x, Eigen::Vector2d(1, 1), y, b, 0.5, {.tolerance = 1e-12});
  const Eigen::Index B = 20'000;
  const int steps = 200;
  Batch X(B, 1), z(B, 1);
  for (Eigen::Index i = 0; i < B; ++i) X(i) = x(i % 2);
  for (int k = 0; k < steps; ++k) {
    X += bridge.drift(X, double(k) / steps) / steps;
    ad::fill_normal(ad::Key::root(4) / "euler", std::uint64_t(k), 0, B, z.data());
    if (k + 1 < steps) X += std::sqrt(0.5 / steps) * z;
  }
  const double upper = (X.array() > 1).cast<double>().mean();
  EXPECT_NEAR(upper, 0.75, 5 * std::sqrt(0.75 * 0.25 / double(B)));
  EXPECT_GT(std::abs(upper - 0.5), 5 * std::sqrt(0.25 / double(B)));
  EXPECT_LT((X.array() - X.array().round()).abs().mean(), 0.02);  // it ends on the points
}

}  // namespace
}  // namespace pont::sde
