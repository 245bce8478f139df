// The grid and the discrete bridge: against published totals, exact Gaussian iterates, and the Fokker-Planck
// equation.
#include <gtest/gtest.h>

#include <array>

#include "bridge_fixtures.hpp"
#include "sde/bridges/discrete_bridge.hpp"
#include "sde/bridges/gaussian_bridge.hpp"
#include "sde/bridges/grid_ipf.hpp"

namespace pont::sde {
namespace {

using Eigen::VectorXd;
using test::expect_says;

VectorXd normal_density(const VectorXd& x, double mean, double variance) {
  return (-(x.array() - mean).square() / (2 * variance)).exp() / std::sqrt(2 * M_PI * variance);
}

// Published: .588, .304, .120, .021, .005. The five digits are ours on a grid of step 1/32 (at n = 20:
// .0205).
TEST(GridIpf, BimodalTargetAsPublished) {
  const Grid1d grid{-45, 45, 721};
  const VectorXd x = grid.points();
  const VectorXd data = 0.5 * (normal_density(x, -7, 1) + normal_density(x, 7, 1));
  const EulerChain chain(1.0 / 50, std::vector<double>(20, 0.01), VectorXd::Zero(1));
  GridIpf ipf(grid, data, normal_density(x, 0, 50), chain.whole(), 0);
  const std::vector<std::pair<int, double>> converged{
      {1, 0.58776}, {5, 0.30364}, {10, 0.11955}, {20, 0.02048}, {30, 0.00483}};
  int n = 0;
  for (const auto& [iteration, distance] : converged) {
    for (; n < iteration; ++n) {
      if (n > 0) ipf.fit_start();
      ipf.fit_end();
    }
    EXPECT_NEAR(total_variation(grid, ipf.start(), ipf.p0()), distance, 4e-4)
        << iteration;  // |p - q| has kinks
  }
}

TEST(GridIpf, EqualsTheGaussianIterates) {
  const EulerChain chain(0.4, {0.1, 0.3, 0.2}, VectorXd::Constant(1, 0.7));
  const Gaussian p0 = test::scalar_law(-0.1, 0.8), p1 = test::scalar_law(0.5, 1.3);
  const Grid1d grid{-12, 12, 241};
  const VectorXd x = grid.points();
  GridIpf ipf(grid, normal_density(x, -0.1, 0.8), normal_density(x, 0.5, 1.3), chain.whole(), 0.7);
  const auto exact = ipf_iterates(p0, p1, chain.whole().kernel(chain.centre()), 6);
  for (std::size_t n = 0; n <= 6; ++n) {
    if (n > 0) n % 2 == 1 ? ipf.fit_end() : ipf.fit_start();
    const Gaussian& start = exact[n].start;
    EXPECT_LT(test::largest(ipf.start() - normal_density(x, start.mean(0), start.covariance(0, 0))), 1e-10)
        << n;
    const Gaussian& end = exact[n].end;
    EXPECT_LT(test::largest(ipf.end() - normal_density(x, end.mean(0), end.covariance(0, 0))), 1e-10) << n;
    const Gaussian mid = GaussianBridge{exact[n], chain.centre()}.marginal(chain.pinned(1));
    EXPECT_LT(test::largest(ipf.marginal(chain.between(0, 1), chain.between(1, 3)) -
                            normal_density(x, mid.mean(0), mid.covariance(0, 0))),
              1e-10)
        << n;
  }
}

TEST(GridIpf, RefusesWhatItCannotResolve) {
  const Grid1d grid{-1, 1, 11};
  const VectorXd p = VectorXd::Ones(11);
  expect_says(
      [&] {
        GridIpf(grid, p, p, {1, 0.01}, 0);
      },
      "the grid's step is 0.2 where the noise has standard deviation 0.1; expected at most half of it");
  expect_says(
      [&] {
        GridIpf(grid, p, VectorXd::Ones(4), {1, 1}, 0);
      },
      "p1 has 4 values on a grid of 11 points");
  expect_says([&] { GridIpf(grid, -p, p, {1, 1}, 0); }, "p0 is not a density");
}

DiscreteBridge small_bridge(double epsilon) {
  const Batch x = (Batch(3, 2) << 0, 0, 1, 0.3, -0.5, 1).finished();
  const Batch y = (Batch(4, 2) << 2, 0, 2.5, 1, 1.5, -1, 0.3, 0.2).finished();
  return {x, Eigen::Vector3d(1, 2, 1), y, Eigen::Vector4d(1, 1, 2, 0.5), epsilon, {.tolerance = 1e-13}};
}

// dp/dt = -div(u p) + epsilon/2 Laplace p at points in space and time, by central differences of p.
TEST(DiscreteBridge, DriftAndMarginalsSolveTheFokkerPlanckEquation) {
  const DiscreteBridge bridge = small_bridge(0.3);
  const auto p = [&](double t, double x, double y) {
    const Mixture law = bridge.marginal(t);
    const Eigen::Vector2d u(x, y);
    return std::exp(
        MixtureMarginal(law, {Mat::Identity(1, 1), Mat::Zero(1, 1)}, Mat::Zero(1, 1)).log_density(u.data()));
  };
  const auto flux = [&](double t, double x, double y, int k) {
    return bridge.drift((Batch(1, 2) << x, y).finished(), t)(0, k) * p(t, x, y);
  };
  const double h = 1e-3;
  for (const auto& [t, x, y] : {std::array{0.3, 0.4, 0.2}, {0.5, 1.0, 0.5}, {0.7, 1.4, -0.6}}) {
    const double rate = (p(t + h, x, y) - p(t - h, x, y)) / (2 * h);
    const double divergence =
        (flux(t, x + h, y, 0) - flux(t, x - h, y, 0) + flux(t, x, y + h, 1) - flux(t, x, y - h, 1)) / (2 * h);
    const double laplace =
        (p(t, x + h, y) + p(t, x - h, y) + p(t, x, y + h) + p(t, x, y - h) - 4 * p(t, x, y)) / (h * h);
    EXPECT_NEAR(rate, -divergence + 0.15 * laplace, 2e-4) << t;
    EXPECT_GT(std::abs(rate) + std::abs(divergence) + std::abs(laplace), 1e-2);  // something is balanced
  }
}

// E[X_1 | X_t] from the pairs of the coupling, without the potentials.
TEST(DiscreteBridge, ExpectedEndIsThePosteriorMeanOverPairs) {
  const DiscreteBridge bridge = small_bridge(0.1);
  const Batch y = (Batch(4, 2) << 2, 0, 2.5, 1, 1.5, -1, 0.3, 0.2).finished();
  for (const double t : {0.2, 0.6, 0.95}) {
    const Eigen::RowVector2d at(0.8, 0.1);
    const Mixture law = bridge.marginal(t);
    Eigen::RowVector2d mean = Eigen::RowVector2d::Zero();
    double total = 0;
    for (Eigen::Index c = 0; c < 12; ++c) {
      const double w =
          law.weights(c) * std::exp(-(at - law.means.row(c).matrix()).squaredNorm() / (2 * law.variances(c)));
      mean += w * y.row(c % 4);
      total += w;
    }
    EXPECT_LT(test::largest(bridge.expected_end(at, t) - mean / total), 1e-10) << t;
  }
}

TEST(DiscreteBridge, DriftFromPointsLeadsToTheConditionalMeans) {
  const DiscreteBridge bridge = small_bridge(0.2);
  const Batch x = (Batch(3, 2) << 0, 0, 1, 0.3, -0.5, 1).finished();
  const Batch y = (Batch(4, 2) << 2, 0, 2.5, 1, 1.5, -1, 0.3, 0.2).finished();
  const Batch conditional = bridge.coupling().array().colwise() / bridge.coupling().rowwise().sum().array();
  EXPECT_LT(test::largest(bridge.expected_end(x, 0) - conditional * y), 1e-11);
}

TEST(DiscreteBridge, PathsStartAndEndOnThePointsAndDoNotDependOnTheirNumber) {
  const DiscreteBridge bridge = small_bridge(0.2);
  const std::vector<double> times{0, 0.5, 1};
  const ad::Key key = ad::Key::root(8) / "paths";
  const auto few = bridge.paths(times, 5, key), many = bridge.paths(times, 50, key);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(few[k], many[k].topRows(5));
  const Batch x = (Batch(3, 2) << 0, 0, 1, 0.3, -0.5, 1).finished();
  for (Eigen::Index b = 0; b < 50; ++b)
    EXPECT_EQ((x.rowwise() - many[0].row(b)).rowwise().norm().minCoeff(), 0);
  expect_says([&] { bridge.paths({0.5, 0.2}, 1, key); }, "paths (increasing times) at t = 0.2");
  expect_says([&] { bridge.drift(x, 1); }, "expected_end at t = 1");
  expect_says([&] { bridge.marginal(0); }, "marginal at t = 0");
}

}  // namespace
}  // namespace pont::sde
