// Exact IPF against hand-computed iterates, its two forms against each other, and the ideal DSB against both.
#include <gtest/gtest.h>

#include <array>

#include "bridge_fixtures.hpp"
#include "sde/bridges/gaussian_bridge.hpp"
#include "sde/bridges/gaussian_ipf.hpp"

namespace pont::sde {
namespace {

using Eigen::MatrixXd, Eigen::VectorXd;
using test::largest, test::expect_equal, test::expect_says, test::left, test::right, test::tilted_law;

EulerChain published_chain(int N) {  // Brownian, T = 1/2: s = 1
  return EulerChain(0, std::vector<double>(static_cast<std::size_t>(N), 0.5 / N), VectorXd::Zero(1));
}

TEST(GaussianIpf, FibonacciIterates) {
  struct Row {
    double covariance, variance, mean;  // of the end that is free
  };
  const std::vector<Row> rows{{1, 2, -0.1},
                              {1. / 2, 3. / 4, 0},
                              {2. / 3, 10. / 9, 1. / 30},
                              {3. / 5, 24. / 25, -0.06},
                              {5. / 8, 65. / 64, 0.075},
                              {8. / 13, 168. / 169, -1.1 / 13}};
  const auto iterates = ipf_iterates(left(), right(), brownian(1, 1, 1).whole().kernel(VectorXd::Zero(1)), 6);
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const Gaussian& free = n % 2 == 0 ? iterates[n].end : iterates[n].start;
    EXPECT_NEAR(iterates[n].cross(0, 0), rows[n].covariance, 1e-15) << n;
    EXPECT_NEAR(free.covariance(0, 0), rows[n].variance, 1e-15) << n;
    EXPECT_NEAR(free.mean(0), rows[n].mean, 1e-15) << n;
  }
  EXPECT_NEAR(iterates[6].cross(0, 0), 13. / 21, 1e-15);
}

// A reference that is neither isotropic nor centred.
AffineKernel tilted_kernel(int d) {
  const MatrixXd A = MatrixXd::NullaryExpr(d, d, [](Eigen::Index i, Eigen::Index j) {
    return (i == j ? 0.9 : 0.0) + 0.2 * std::cos(double(2 * i - 3 * j));
  });
  return {{A, VectorXd::LinSpaced(d, -1, 0.5)}, tilted_law(d, 0.4).covariance};
}

TEST(GaussianIpf, MomentsAndPrecisionsAgree) {
  for (const int d : {1, 3, 6}) {
    const Gaussian p0 = tilted_law(d, 1), p1 = tilted_law(d, 2.3);
    const auto iterates = ipf_iterates(p0, p1, tilted_kernel(d), 12);
    PrecisionIpf precision(p0, p1, tilted_kernel(d));
    for (std::size_t n = 0; n < iterates.size(); ++n) {
      if (n > 0) n % 2 == 1 ? precision.fit_end() : precision.fit_start();
      expect_equal(precision.coupling(), iterates[n], 1e-9, std::to_string(n));
      expect_equal(n % 2 == 1 ? iterates[n].end : iterates[n].start, n % 2 == 1 ? p1 : p0, 1e-12,
                   "fixed end");
    }
  }
}

TEST(GaussianIpf, ConvergesToTheSchrodingerCoupling) {
  const Gaussian p0 = tilted_law(3, 1), p1 = tilted_law(3, 2.3);
  const EulerChain chain(0.8, {0.1, 0.3, 0.2}, Eigen::Vector3d(1, 2, 3));
  const auto iterates = ipf_iterates(p0, p1, chain.whole().kernel(chain.centre()), 400);
  expect_equal(iterates.back(), schrodinger_bridge(p0, p1, chain).ends, 1e-11, "limit");
}

TEST(GaussianIpf, ContractsByPowersOfTheCorrelation) {
  const double rho = 0.5 * (std::sqrt(5.0) - 1);  // of the limit: C / sqrt(S0 S1)
  const auto it = ipf_iterates(left(), right(), brownian(1, 1, 1).whole().kernel(VectorXd::Zero(1)), 12);
  const auto mean_error = [&](std::size_t n) { return std::abs(it[n].end.mean(0) - 0.1); };
  const auto variance_error = [&](std::size_t n) { return std::abs(it[n].end.covariance(0, 0) - 1); };
  EXPECT_NEAR(mean_error(12) / mean_error(10), std::pow(rho, 2), 1e-4);
  EXPECT_NEAR(variance_error(12) / variance_error(10), std::pow(rho, 4), 1e-4);
}

struct Limit {
  int N;
  double mean, variance, covariance;
};

TEST(IdealDsb, MeanMatchingHasTheKnownBias) {
  for (const Limit& row : {Limit{10, -0.0825, 1.0246, 0.6151}, {20, -0.0908, 1.0118, 0.6163}}) {
    const auto iterates = ideal_dsb(MeanMatching(), published_chain(row.N).kernels(), left(), right(), 60);
    const GaussianCoupling& c = iterates.back().from_end;
    EXPECT_NEAR(c.start.mean(0), row.mean, 5.1e-5) << row.N;
    EXPECT_NEAR(c.start.covariance(0, 0), row.variance, 5.1e-5) << row.N;
    EXPECT_NEAR(c.cross(0, 0), row.covariance, 5.1e-5) << row.N;
  }
}

TEST(IdealDsb, SimplifiedForgetsTheReference) {
  for (const Limit& row : {Limit{10, -0.1, 1.0000, 0.5905}, {20, -0.1, 1.0001, 0.5995}}) {
    const auto iterates =
        ideal_dsb(SimplifiedTarget(), published_chain(row.N).kernels(), left(), right(), 30);
    const GaussianCoupling& c = iterates.back().from_end;
    EXPECT_NEAR(c.start.mean(0), row.mean, 5.1e-5) << row.N;
    EXPECT_NEAR(c.start.covariance(0, 0), row.variance, 5.1e-5) << row.N;
    EXPECT_NEAR(c.cross(0, 0), row.covariance, 5.1e-5) << row.N;
  }
}

// Any schedule, any dimension: with Bayes' rule the chain's ends are the IPF iterates themselves.
TEST(IdealDsb, PosteriorVarianceIsExactIpf) {
  const Gaussian p0 = tilted_law(3, 1), p1 = tilted_law(3, 2.3);
  const EulerChain chain(0.8, {0.1, 0.02, 0.3, 0.07, 0.2}, Eigen::Vector3d(1, 2, 3));
  const auto exact = ipf_iterates(p0, p1, chain.whole().kernel(chain.centre()), 12);
  const auto ideal = ideal_dsb(PosteriorVariance(), chain.kernels(), p0, p1, 6);
  for (std::size_t n = 1; n <= 6; ++n) {
    expect_equal(ideal[n - 1].from_end, exact[2 * n - 1], 1e-10, "backward " + std::to_string(n));
    expect_equal(ideal[n - 1].from_start, exact[2 * n], 1e-10, "forward " + std::to_string(n));
  }
}

// A variance for every coordinate keeps the diagonal of Bayes' rule: exact between laws without correlations.
TEST(IdealDsb, DiagonalVarianceIsExactWithoutCorrelations) {
  const EulerChain chain(0.8, {0.1, 0.02, 0.3}, Eigen::Vector2d(1, 2));
  const AffineKernel step = chain.kernels()[0];
  const Gaussian tilted = tilted_law(2, 1), straight{tilted.mean, tilted.covariance.diagonal().asDiagonal()};
  EXPECT_LT(largest(DiagonalVariance().reverse(step, straight).covariance -
                    PosteriorVariance().reverse(step, straight).covariance),
            1e-15);
  const MatrixXd full = PosteriorVariance().reverse(step, tilted).covariance,
                 diagonal = DiagonalVariance().reverse(step, tilted).covariance;
  EXPECT_GT(std::abs(full(0, 1)), 1e-3);
  EXPECT_EQ(diagonal(0, 1), 0);
  EXPECT_EQ(diagonal(1, 1), full(1, 1));
}

// Least squares of the published target over a law of (X, Y), by its normal equations.
TEST(IdealDsb, MeanMatchingSolvesItsRegression) {
  const Gaussian law = tilted_law(3, 1);
  const AffineKernel step{{0.9 * tilted_kernel(3).mean.A, Eigen::Vector3d(1, -1, 0.3)},
                          0.2 * MatrixXd::Identity(3, 3)};
  const AffineMap B = MeanMatching().reverse(step, law).mean, F = step.mean;
  const GaussianCoupling c = coupling_from_start(law, step);
  const MatrixXd SY = c.end.covariance;
  // target = Y + F(X) - F(Y): covariance with Y, and mean.
  const MatrixXd cross = SY + F.A * c.cross - F.A * SY;
  const VectorXd mean = c.end.mean + F(law.mean) - F(c.end.mean);
  EXPECT_LT(test::largest(B.A - cross * SY.inverse()), 1e-12);
  EXPECT_LT(test::largest(B(c.end.mean) - mean), 1e-12);
}

TEST(IdealDsb, BiasOfMeanMatchingIsOfFirstOrderInTheStep) {
  const auto bias = [](int N) {
    const auto it = ideal_dsb(MeanMatching(), published_chain(N).kernels(), left(), right(), 40);
    return Eigen::Vector2d(it.back().from_end.start.mean(0) + 0.1,
                           it.back().from_end.start.covariance(0, 0) - 1);
  };
  const Eigen::Vector2d order = (bias(80).array() / bias(160).array()).log2();
  EXPECT_NEAR(order(0), 1, 0.05);
  EXPECT_NEAR(order(1), 1, 0.05);
}

TEST(IdealDsb, TheNoiselessLastStepCostsItsVariance) {
  const auto ideal = ideal_dsb(PosteriorVariance(), published_chain(20).kernels(), left(), right(), 20);
  const AffineChain& noisy = ideal.back().backward;
  const Gaussian with = whole(noisy).push(right()), without = whole(without_last_noise(noisy)).push(right());
  EXPECT_NEAR(with.covariance(0, 0) - without.covariance(0, 0), noisy.back().covariance(0, 0), 1e-14);
  EXPECT_NEAR(with.mean(0), without.mean(0), 1e-14);
}

TEST(IdealDsb, RefusesNothingToDo) {
  expect_says([] { ideal_dsb(MeanMatching(), published_chain(2).kernels(), left(), right(), 0); },
              "ideal_dsb: n = 0 iterations; expected n >= 1");
  expect_says([] { ideal_dsb(MeanMatching(), {}, left(), right(), 1); },
              "it is empty; give at least one step");
  expect_says([] { ipf_iterates(left(), right(), {}, -1); }, "ipf_iterates: n = -1; expected n >= 0");
  expect_says(
      [] {
        PosteriorVariance().reverse({{MatrixXd::Zero(1, 1), VectorXd::Zero(1)}, MatrixXd::Zero(1, 1)},
                                    left());
      },
      "a covariance is not positive definite");
}

}  // namespace
}  // namespace pont::sde
