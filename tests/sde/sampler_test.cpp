// Sampling runs: published anchors, tolerances, independence of the chunk, messages.
#include <gtest/gtest.h>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/adaptive_runge_kutta.hpp"
#include "sde/samplers/explicit.hpp"
#include "sde/samplers/symmetric_splitting.hpp"
#include "tests/sde/gaussian_law.hpp"

namespace pont::sde::test {
namespace {

TEST(Samplers, RungeKuttaFollowsItsTolerance) {
  for (const LinearSde& sde : equations()) {
    const Reverse flow(sde, 0);
    double last = 1;
    for (double tolerance : {1e-4, 1e-7, 1e-10}) {
      const double error =
          law_error(AdaptiveRungeKutta({tolerance, tolerance}), flow, {sde.T, 1e-3}, 0.7, 0.36);
      EXPECT_LE(error, 50 * tolerance) << sde.name;
      EXPECT_LE(error, last) << sde.name;
      last = error;
    }
  }
}

// One step: with a tolerance this loose the interval is a single step of 8 evaluations (2 of them to choose
// it). The error of one step of a fifth-order method is of sixth order.
TEST(Samplers, RungeKuttaIsOfFifthOrder) {
  auto step_error = [](double h) {
    int evaluations = 0;
    Batch y = Batch::Constant(1, 1, 1);
    auto field = [&](double t, const Batch& at, Batch& dy) { ++evaluations, dy = std::cos(3 * t + 1) * at; };
    integrate_adaptive(field, 0, h, {1e3, 1e3}, y);
    EXPECT_EQ(evaluations, 8);
    return std::abs(y(0, 0) - std::exp((std::sin(3 * h + 1) - std::sin(1)) / 3));
  };
  EXPECT_NEAR(std::log2(step_error(0.05) / step_error(0.025)), 6, 0.35);
}

// The continuous extension is of fourth order: within one step its error is of fifth order. It takes no
// evaluation and leaves the end of the step as it was.
TEST(Samplers, DenseOutputIsOfFourthOrder) {
  auto error_within = [](double h) {
    int evaluations = 0;
    auto field = [&](double t, const Batch& at, Batch& dy) { ++evaluations, dy = std::cos(3 * t + 1) * at; };
    Batch y = Batch::Constant(1, 1, 1), alone = y, last;
    std::vector<double> times;
    for (int i = 1; i <= 10; ++i) times.push_back(i == 10 ? h : 0.1 * i * h);
    double worst = 0;
    integrate_adaptive(field, 0, h, {1e3, 1e3}, y,
                       {times, [&](std::size_t i, const Batch& at) {
                          const double exact = std::exp((std::sin(3 * times[i] + 1) - std::sin(1)) / 3);
                          if (i + 1 < times.size()) worst = std::max(worst, std::abs(at(0, 0) - exact));
                          last = at;
                        }});
    EXPECT_EQ(evaluations, 8);
    integrate_adaptive(field, 0, h, {1e3, 1e3}, alone);
    EXPECT_EQ(y, alone);
    EXPECT_NEAR(last(0, 0), y(0, 0), 1e-15);
    return worst;
  };
  EXPECT_NEAR(std::log2(error_within(0.05) / error_within(0.025)), 5, 0.2);
}

TEST(Samplers, TracesOfTheFlowLieOnIt) {
  const LinearSde sde = vp(affine_clock(0.1, 20));
  const Reverse flow(sde, 0);
  GaussianScore score(sde, Eigen::VectorXd::Zero(1), Eigen::MatrixXd::Constant(1, 1, 0.36));
  CountingScore counting(score);
  const Batch start = normals(ad::Key::root(4), 5, 1);
  const KeyedNoise noise(ad::Key::root(5), 0);
  Batch u = start, alone = start;
  sample(AdaptiveRungeKutta({1e-8, 1e-8}), flow, counting, {1, 1e-3}, noise, alone);
  const std::int64_t evaluations = counting.evaluations();
  std::vector<double> seen;
  AdaptiveRungeKutta({1e-8, 1e-8})
      .trace(flow, counting, 1, 1e-3, {0.9, 0.5, 0.1, 1e-3}, u,
             [&](std::size_t, double t, const Batch& state) {
               seen.push_back(t);
               const double ratio = std::sqrt(forward_law(sde, t, 0, 0.36).covariance(0, 0) /
                                              forward_law(sde, 1, 0, 0.36).covariance(0, 0));
               EXPECT_LE(largest(state - ratio * start), 1e-6) << t;
             });
  EXPECT_EQ(seen, (std::vector<double>{0.9, 0.5, 0.1, 1e-3}));
  EXPECT_EQ(counting.evaluations(), 2 * evaluations);
  EXPECT_EQ(u, alone);
}

// Wasserstein-2 distance to N(.7071, .04^2) of a sampler of one evaluation per step under CLD: prior start,
// quadratic grid, eps = 1e-3; the last of the evaluations belongs to the denoising step.
double wasserstein(const Sampler& sampler, int evaluations) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  const Reverse reverse(sde, 1);
  const double mean = 0.7071, deviation = 0.04;
  GaussianScore score(sde, Eigen::VectorXd::Constant(1, mean),
                      Eigen::MatrixXd::Constant(1, 1, deviation * deviation));
  GaussianLaw law{Eigen::VectorXd::Zero(2), sde.prior};
  const auto grid = quadratic_grid(1, 1e-3, evaluations - 1);
  for (std::size_t i = 0; i + 1 < grid.size(); ++i) push(sampler, reverse, score, grid[i], grid[i + 1], law);
  const double b = -1e-3 * 4 / 0.25;  // denoised x = x - eps beta v / M
  const Eigen::MatrixXd& S = law.covariance;
  const double m = law.mean(0) + b * law.mean(1), s = std::sqrt(S(0, 0) + 2 * b * S(0, 1) + b * b * S(1, 1));
  return std::hypot(m - mean, s - deviation);
}

TEST(Samplers, EulerMaruyamaAnchorsOnLangevin) {
  EXPECT_NEAR(wasserstein(EulerMaruyama(), 20) / 3.85e-2, 1, 0.01);
  EXPECT_NEAR(wasserstein(EulerMaruyama(), 50) / 4.57e-3, 1, 0.01);
  EXPECT_NEAR(wasserstein(EulerMaruyama(), 150) / 1.03e-3, 1, 0.01);
  EXPECT_NEAR(wasserstein(EulerMaruyama(), 500) / 2.93e-4, 1, 0.01);
  EXPECT_NEAR(wasserstein(EulerMaruyama(), 2000) / 8.9e-5, 1, 0.01);
}

// The same run with the published symmetric splitting.
TEST(Samplers, SymmetricSplittingAnchorsOnLangevin) {
  EXPECT_NEAR(wasserstein(SymmetricSplitting(), 20) / 8.60e-3, 1, 1e-3);
  EXPECT_NEAR(wasserstein(SymmetricSplitting(), 50) / 7.80e-3, 1, 1e-3);
  EXPECT_NEAR(wasserstein(SymmetricSplitting(), 150) / 2.85e-3, 1, 2e-3);
  EXPECT_NEAR(wasserstein(SymmetricSplitting(), 500) / 8.72e-4, 1, 1e-3);
  EXPECT_NEAR(wasserstein(SymmetricSplitting(), 2000) / 2.16e-4, 1, 2e-3);
}

TEST(Samplers, ASampleDoesNotDependOnTheChunk) {
  const ad::Key key = ad::Key::root(3) / "sample";
  for (const LinearSde& sde : {vp(constant_clock(4)), cld(constant_clock(4), 0.25, 1, 0.04)}) {
    MixtureScore score(sde, diamond());
    const Reverse reverse(sde, 1);
    auto run = [&](std::int64_t row0, Eigen::Index rows) {
      const KeyedNoise noise(key, row0);
      Batch u = draw_prior(sde, rows, 2, noise);
      sample(EulerMaruyama(), reverse, score, quadratic_grid(1, 1e-3, 25), noise, u);
      return denoised(reverse, score, 1e-3, u);
    };
    const Batch whole = run(0, 10);
    for (std::int64_t row0 : {0, 3, 7}) EXPECT_EQ(Batch(whole.middleRows(row0, 3)), run(row0, 3)) << sde.name;
  }
}

TEST(Samplers, LinearPartIsTheReversedFlow) {
  const Mat none = Mat::Zero(1, 1);
  const Kernel K = Reverse(vp(constant_clock(4)), 1).linear(0.6, 0.5, none);
  EXPECT_NEAR(K.Phi(0, 0), std::exp(0.2), 1e-15);
  EXPECT_NEAR(K.Q(0, 0), std::expm1(0.4), 1e-15);
  // Sref = prior: R = -A - D = A, the stationary law is kept
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  const Kernel split = Reverse(sde, 1).linear(0.6, 0.5, inverse(sde.prior));
  EXPECT_LE(largest(split.push(sde.prior) - sde.prior), 1e-14);
  // D varying in time: by quadrature, against int of e^{b} (1 - e^{-2B}) on the reversed clock
  const Kernel sub = Reverse(sub_vp(constant_clock(2)), 0.5).linear(0.6, 0.5, none);
  const double exact =
      0.25 * (std::expm1(0.2) - std::exp(-2.4) * (std::exp(0.4) - std::exp(0.2)) * std::exp(0.0));
  EXPECT_NEAR(sub.Phi(0, 0), std::exp(0.1), 1e-15);
  EXPECT_NEAR(sub.Q(0, 0), exact, 1e-13);
}

// Data in one point and unit normals show mean and covariance.
TEST(Samplers, DrawsFromTheExactLawAtT) {
  for (const LinearSde& sde : equations()) {
    const int k = sde.k();
    const Batch u = draw_marginal(sde, Batch::Constant(1 + k, 1, 0.7), UnitNoise(1, 1));
    const GaussianLaw goal = forward_law(sde, sde.T, 0.7, 0);
    const Eigen::MatrixXd root = (u.bottomRows(k).rowwise() - u.row(0)).transpose();
    EXPECT_LE(largest(u.row(0).transpose() - goal.mean), 1e-13) << sde.name;
    EXPECT_LE(largest(root * root.transpose() - goal.covariance), 1e-11 * largest(goal.covariance))
        << sde.name;
  }
}

TEST(Samplers, ObserverSeesEveryTime) {
  const LinearSde sde = vp(constant_clock(4));
  MixtureScore score(sde, diamond());
  const KeyedNoise noise(ad::Key::root(3), 0);
  Batch u = draw_prior(sde, 2, 2, noise);
  std::vector<double> seen;
  const auto grid = uniform_grid(1, 0.1, 3);
  sample(AdaptiveRungeKutta({}), Reverse(sde, 0), score, grid, noise, u,
         [&](std::size_t, double t, const Batch&) { seen.push_back(t); });
  EXPECT_EQ(seen, std::vector<double>(grid.begin() + 1, grid.end()));
}

TEST(Samplers, ErrorsNamePlaceAndRemedy) {
  const LinearSde sde = vp(constant_clock(4));
  MixtureScore score(sde, diamond());
  const KeyedNoise noise(ad::Key::root(3), 0);
  Batch u = draw_prior(sde, 4, 2, noise);
  expect_says(
      [&] {
        sample(AdaptiveRungeKutta({}), Reverse(sde, 1), score, {1, 0.1}, noise, u);
      },
      "runge_kutta_45: lambda = 1, expected 0");
  expect_says(
      [&] {
        sample(EulerMaruyama(), Reverse(sde, 1), score, {1, 0.1, 0.1}, noise, u);
      },
      "time grid: t[2] = 0.1 is not below t[1] = 0.1; reverse time decreases");
  expect_says(
      [&] {
        sample(EulerMaruyama(), Reverse(sde, 1), score, {2, 0.1}, noise, u);
      },
      "time grid: runs from 2 to 0.1, expected within [0, T = 1]");
  expect_says([&] { uniform_grid(1, 1, 3); }, "time grid: n = 3, eps = 1, T = 1");
  expect_says([&] { Reverse(sde, 2); }, "reverse of 'vp': lambda = 2, expected 0 (probability flow) to 1");
  expect_says([&] { Reverse(sub_vp(constant_clock(4)), 1).linear(1, 0, Mat::Identity(1, 1)); },
              "use Sref_inv = 0");
  u(2, 0) = NAN;
  expect_says(
      [&] {
        sample(EulerMaruyama(), Reverse(sde, 1), score, {1, 0.1}, noise, u);
      },
      "sample: the state is not finite after step 0 (t = 1 to 0.1), first in row 2");
  expect_says(
      [&] {
        sample(AdaptiveRungeKutta({}), Reverse(sde, 0), score, {1, 0.1}, noise, u);
      },
      "underflows");
}

}  // namespace
}  // namespace pont::sde::test
