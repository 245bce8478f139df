// The law of a chain on the line: against Gaussian closed forms, and against itself on finer lines.
#include "sde/chain_law.hpp"

#include <gtest/gtest.h>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/explicit.hpp"
#include "tests/sde/gaussian_law.hpp"

namespace pont::sde::test {
namespace {

constexpr double mean = 0.6, variance = 0.3;

Mixture one(double m, double v) {
  return gaussian(Eigen::VectorXd::Constant(1, m), Eigen::MatrixXd::Constant(1, 1, v));
}
Mixture two() {
  Mixture data{Eigen::ArrayXd(2), Eigen::ArrayXXd(2, 1), Eigen::ArrayXXd(2, 1)};
  data.weights << 0.3, 0.7;
  data.means << -1, 1.2;
  data.variances << 0.16, 0.25;
  return data;
}

LineDensity normal(double m, double v) { return marginal_density(ou(1), one(m, v), 0); }
double normal_cdf(double x, double m, double v) { return 0.5 * std::erfc((m - x) / std::sqrt(2 * v)); }

// Between N(a, A) and N(b, B), A != B: the densities cross at the two roots of a quadratic.
double normal_total_variation(double a, double A, double b, double B) {
  const double p = 1 / A - 1 / B, q = a / A - b / B, r = a * a / A - b * b / B + std::log(A / B);
  const double root = std::sqrt(q * q - p * r), x = (q - root) / p, y = (q + root) / p;
  const auto between = [&](double m, double v) { return normal_cdf(y, m, v) - normal_cdf(x, m, v); };
  return std::abs(between(a, A) - between(b, B));
}

TEST(TotalVariation, OfNormalLawsIsTheClosedForm) {
  const struct {
    double a, A, b, B;
  } table[] = {
      {0, 1, 0, 2}, {0, 1, 1, 1.5}, {0.3, 0.04, 0.31, 0.05}, {-2, 0.25, 2, 0.36}, {0, 1, 1e-6, 1.000001}};
  for (const auto& c : table) {
    const double exact = normal_total_variation(c.a, c.A, c.b, c.B);
    const double ours = total_variation(normal(c.a, c.A), normal(c.b, c.B), {-15, 15, 401});
    EXPECT_NEAR(ours, exact, 1e-13) << c.b << " " << c.B;
  }
  EXPECT_EQ(total_variation(normal(0, 1), normal(0, 1), {-9, 9, 101}), 0);
  EXPECT_NEAR(total_variation(normal(-5, 0.01), normal(5, 0.01), {-7, 7, 1401}), 1, 1e-14);
}

// Gaussian data keep the chain Gaussian: its mean and variance follow from the gains of each step alone.
TEST(ChainLaw, OfGaussianDataIsTheClosedForm) {
  for (const double alpha : {0.0, 0.5, 2.0})
    for (const int steps : {1, 7, 60}) {
      const LinearSde sde = ou(alpha, 1.5);
      const Reverse reverse(sde, 1);
      const EulerMaruyama sampler;
      GaussianScore score(sde, Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance));
      const std::vector<double> grid = uniform_grid(sde.T, 0, steps);
      Law law{Eigen::VectorXd::Zero(1), sde.prior};
      for (int i = 0; i < steps; ++i) push(sampler, reverse, score, grid[i], grid[i + 1], law);
      const double spread = std::sqrt(std::max(law.covariance(0, 0), sde.prior(0, 0)));
      const Line line{-12 * spread, 12 * spread, 3001};
      const SmoothedLaw ours = chain_law(sampler, reverse, score, grid, prior_density(sde), line);
      const LineDensity exact = normal(law.mean(0), law.covariance(0, 0));
      const Eigen::VectorXd x = line.nodes();
      EXPECT_LT((ours(x) - exact(x)).cwiseAbs().maxCoeff(), 1e-12) << alpha << " " << steps;
      EXPECT_NEAR(total_variation(ours, normal(mean, variance), line),
                  normal_total_variation(law.mean(0), law.covariance(0, 0), mean, variance), 1e-12);
    }
}

// Spacing against the width of a step, 2^-3: spectral convergence, down to rounding.
TEST(ChainLaw, OfAMixtureConvergesUnderRefinement) {
  const LinearSde sde = ou(1, 2);
  const Reverse reverse(sde, 1);
  MixtureScore score(sde, two());
  const auto error = [&](Eigen::Index n, const SmoothedLaw* reference) {
    const SmoothedLaw law =
        chain_law(EulerMaruyama(), reverse, score, uniform_grid(2, 0, 64), prior_density(sde), {-10, 10, n});
    const Line at{-10, 10, 501};
    return reference ? total_variation(law, *reference, at) : law(at.nodes()).sum() * at.spacing();
  };
  const SmoothedLaw finest =
      chain_law(EulerMaruyama(), reverse, score, uniform_grid(2, 0, 64), prior_density(sde), {-10, 10, 1601});
  EXPECT_NEAR(error(801, nullptr), 1, 1e-13);  // total mass
  EXPECT_LT(error(801, &finest), 1e-12);
  EXPECT_GT(error(81, &finest), 1e-6);  // too coarse
}

TEST(ChainLaw, TendsToTheData) {
  const LinearSde sde = ou(1, 2);
  MixtureScore score(sde, two());
  const LineDensity data = marginal_density(sde, two(), 0);
  const auto error = [&](int steps) {
    const Line line{-10, 10, 1201};
    return total_variation(chain_law(EulerMaruyama(), Reverse(sde, 1), score, uniform_grid(2, 0, steps),
                                     marginal_density(sde, two(), 2), line),
                           data, line);
  };
  const double coarse = error(64), fine = error(128);
  EXPECT_NEAR(std::log2(coarse / fine), 1, 0.1);  // Euler-Maruyama: first order in law
}

TEST(ChainLaw, RefusesWhatHasNoDensity) {
  const LinearSde sde = ou(1, 2);
  MixtureScore score(sde, two());
  const Line line{-10, 10, 101};
  expect_says(
      [&] {
        chain_law(EulerMaruyama(), Reverse(sde, 0), score, {2, 1, 0}, prior_density(sde), line);
      },
      "chain_law: the step from t = 2 to 1 adds no noise; expected a sampler with lambda > 0");
  expect_says([&] { chain_law(EulerMaruyama(), Reverse(sde, 1), score, {2}, prior_density(sde), line); },
              "chain_law: k = 1 and 1 times; expected k = 1 and at least 2 times");
}

}  // namespace
}  // namespace pont::sde::test
