// Samplers on Gaussian data: each step is an affine map with Gaussian noise, so the law at the end is
// computed, not estimated, and its order measured without a seed.
#include <gtest/gtest.h>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/samplers.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

constexpr int max_stages = 4;

// Normals of stage q: zero, but for a one in block j of row first + q k + j.
class UnitNoise final : public Noise {
 public:
  explicit UnitNoise(int first) : first_(first) {}
  void fill(std::int64_t, std::int64_t stage, Batch& z) const override {
    ASSERT_LT(stage, max_stages) << "UnitNoise has no row for this stage";
    z.setZero();
    const auto k = z.cols();
    for (Eigen::Index j = 0; j < k; ++j) z(first_ + stage * k + j, j) = 1;
  }

 private:
  int first_;
};

struct Law {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;
};

// u -> M u + c + N z of one step, read off zero, unit states and unit noises; then the law is pushed through
// it.
void push(const Sampler& sampler, const Reverse& reverse, Score& score, double t0, double t1, Law& law) {
  const int k = reverse.sde().k();
  Batch u = Batch::Zero(1 + k + max_stages * k, k);
  u.middleRows(1, k).setIdentity();
  const UnitNoise noise(1 + k);
  sampler.step(reverse, score, t0, t1, {noise, 0}, u);
  const Eigen::VectorXd c = u.row(0).transpose();
  const Eigen::MatrixXd moved = (u.bottomRows(u.rows() - 1).rowwise() - u.row(0)).transpose();
  const auto M = moved.leftCols(k);
  const auto N = moved.rightCols(max_stages * k);
  law = {M * law.mean + c, M * law.covariance * M.transpose() + N * N.transpose()};
}

Law exact(const LinearSde& sde, double t, double mean, double variance) {
  Mat S = sde.initial;
  S(0, 0) = variance;
  Vec m = Vec::Zero(sde.k());
  m(0) = mean;
  return {sde.mean(t, m), sde.covariance(t, S)};
}

// Distance of the sampled law at eps from the exact one, started from the exact law at T.
double law_error(const Sampler& sampler, const Reverse& reverse, const std::vector<double>& grid, double mean,
                 double variance) {
  const LinearSde& sde = reverse.sde();
  GaussianScore score(sde, Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance));
  Law law = exact(sde, grid.front(), mean, variance);
  for (std::size_t i = 0; i + 1 < grid.size(); ++i) push(sampler, reverse, score, grid[i], grid[i + 1], law);
  const Law goal = exact(sde, grid.back(), mean, variance);
  return largest(law.covariance - goal.covariance) + largest(law.mean - goal.mean);
}

std::vector<LinearSde> equations() {
  return {vp(affine_clock(0.1, 20)),
          sub_vp(affine_clock(0.1, 20)),
          ve(0.01, 5),
          ou(0.5),
          cld(constant_clock(4), 0.25, 1, 0.04),
          third_order_langevin(constant_clock(2), std::sqrt(8.0), std::sqrt(27.0), 1, 0.3)};
}

TEST(Samplers, EveryRowOfTheTableHasItsOrderOnEveryEquation) {
  for (const SamplerRow& row : samplers())
    for (const LinearSde& sde : equations()) {
      const auto sampler = row.make();
      const Reverse reverse(sde, row.lambda);
      auto error = [&](int n) {
        return law_error(*sampler, reverse, uniform_grid(sde.T, 0.05, n), 0.7, 0.36);
      };
      if (row.order) {
        const double order = std::log2(error(1600) / error(3200));
        EXPECT_NEAR(order, *row.order, 0.1) << row.name << " on " << sde.name;
      } else {
        EXPECT_LE(error(1), 2e-4) << row.name << " on " << sde.name;
      }
    }
}

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

// Wasserstein-2 distance to N(.7071, .04^2) of Euler-Maruyama under CLD: prior start, quadratic grid, eps =
// 1e-3; the last of the evaluations belongs to the denoising step.
double wasserstein(int evaluations) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  const Reverse reverse(sde, 1);
  const double mean = 0.7071, deviation = 0.04;
  GaussianScore score(sde, Eigen::VectorXd::Constant(1, mean),
                      Eigen::MatrixXd::Constant(1, 1, deviation * deviation));
  Law law{Eigen::VectorXd::Zero(2), sde.prior};
  const auto grid = quadratic_grid(1, 1e-3, evaluations - 1);
  for (std::size_t i = 0; i + 1 < grid.size(); ++i)
    push(EulerMaruyama(), reverse, score, grid[i], grid[i + 1], law);
  const double b = -1e-3 * 4 / 0.25;  // denoised x = x - eps beta v / M
  const Eigen::MatrixXd& S = law.covariance;
  const double m = law.mean(0) + b * law.mean(1), s = std::sqrt(S(0, 0) + 2 * b * S(0, 1) + b * b * S(1, 1));
  return std::hypot(m - mean, s - deviation);
}

TEST(Samplers, EulerMaruyamaAnchorsOnLangevin) {
  EXPECT_NEAR(wasserstein(20) / 3.85e-2, 1, 0.01);
  EXPECT_NEAR(wasserstein(50) / 4.57e-3, 1, 0.01);
  EXPECT_NEAR(wasserstein(150) / 1.03e-3, 1, 0.01);
  EXPECT_NEAR(wasserstein(500) / 2.93e-4, 1, 0.01);
  EXPECT_NEAR(wasserstein(2000) / 8.9e-5, 1, 0.01);
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
      "AdaptiveRungeKutta: lambda = 1, expected 0");
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
  expect_says([&] { Reverse(sde, 2); }, "Reverse of 'vp': lambda = 2, expected 0 (probability flow) to 1");
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
