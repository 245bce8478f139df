// The discrete bound: schedules, its limit, its last step.
#include "sde/discrete_bound.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "sde/chain_clock.hpp"
#include "sde/grid.hpp"
#include "sde/perturbation.hpp"
#include "tests/sde/bound_oracle.hpp"

namespace pont::sde::test {
namespace {

constexpr double t0 = 1e-3;

// The levels of an SDE of variance 1, `steps` of them uniform in log-SNR from T down to t0.
AlphaBars levels_of(const LinearSde& sde, int steps) {
  const double first = log_snr(sde, t0), last = log_snr(sde, sde.T);
  std::vector<double> values;
  for (int i = 0; i < steps; ++i)
    values.push_back(1 / (1 + std::exp(-2 * (first + (last - first) * i / (steps - 1)))));
  return AlphaBars(std::move(values));
}

DiscreteBound exact_sum(const LinearSde& sde, const AlphaBars& levels, const std::string& variance,
                        const Coordinate& law) {
  GaussianScore score = exact_score(sde, law);
  return discrete_bound(levels, noise_prediction(sde, score, levels), step_variance(variance), DensityStep(),
                        signs(law, 1, 4), SignNoise());
}

TEST(DiscreteBound, TendsToTheContinuousBoundWithOrderOne) {
  const LinearSde sde = vp(affine_clock(0.1, 20));
  const Coordinate law;
  const double goal = exact_bound(sde, t0, law);
  for (const StepVariance& variance : step_variances()) {
    std::vector<double> errors;
    for (const int steps : {200, 400, 800})
      errors.push_back(exact_sum(sde, levels_of(sde, steps), variance.name, law).total().mean() - goal);
    for (const double e : errors) EXPECT_GT(e, 0) << variance.name;
    EXPECT_NEAR(std::log2(errors[0] / errors[1]), 1, 0.05) << variance.name;
    EXPECT_NEAR(std::log2(errors[1] / errors[2]), 1, 0.03) << variance.name;
    EXPECT_LT(errors[2], 0.05) << variance.name;
  }
}

TEST(DiscreteBound, IsRateAndDistortion) {
  const LinearSde sde = vp(affine_clock(0.1, 20));
  const Coordinate law;
  const AlphaBars levels = levels_of(sde, 100);
  const DiscreteBound bound = exact_sum(sde, levels, "posterior", law);
  EXPECT_EQ(bound.total(), bound.rate + bound.distortion);
  EXPECT_NEAR(bound.distortion.mean(), NoisyStart(sde, t0).decoder(1), 1e-9);
  // One step: the rate is what it costs to tell x_1, with the prior in place of its law.
  const double a = 0.7;
  const DiscreteBound one = exact_sum(sde, AlphaBars({a}), "posterior", law);
  for (Eigen::Index r = 0; r < 4; ++r) {
    const Batch x = signs(law, 1, 4);
    EXPECT_NEAR(one.rate[r],
                kullback_leibler({Eigen::VectorXd::Constant(1, std::sqrt(a) * x(r, 0)),
                                  Eigen::MatrixXd::Constant(1, 1, 1 - a)},
                                 {Eigen::VectorXd::Zero(1), Eigen::MatrixXd::Identity(1, 1)}),
                1e-12);
  }
}

// Any SDE of one block predicts the same noise, that of Gaussian data in closed form.
TEST(DiscreteBound, TakesTheNoiseFromAScoreAtTheSameLogSnr) {
  const Coordinate law;
  const AlphaBars levels = linear_alpha_bars(20, 1e-2, 0.5);
  for (const LinearSde& sde : {vp(affine_clock(0.1, 20)), sub_vp(affine_clock(0.1, 20)), ve(0.01, 50)}) {
    GaussianScore score = exact_score(sde, law);
    const NoisePrediction model = noise_prediction(sde, score, levels);
    const Batch x = normals(ad::Key::root(3), 5, 1);
    for (const int i : {1, 7, 20}) {
      Batch eps;
      model(x, i, eps);
      const double a = levels(i), total = law.variance * a + 1 - a;
      const Batch goal = std::sqrt(1 - a) / total * (x.array() - std::sqrt(a) * law.mean);
      EXPECT_LE(largest(eps - goal), 1e-8 * largest(goal)) << sde.name << " " << i;
    }
  }
  const LinearSde two = cld(constant_clock(4), 0.25, 1, 0.04);
  GaussianScore score = exact_score(two, law);
  expect_says([&] { noise_prediction(two, score, levels); }, "its state has 2 blocks, expected 1");
}

// The chain that the clock was made of, whole or every tenth step; any other SDE with the same log-SNR.
TEST(DiscreteBound, LevelsAtTimesAreThoseOfTheSde) {
  constexpr int steps = 1000;
  const LinearSde chain = vp(chain_clock(linear_betas(steps, 1e-4, 0.02)));
  const AlphaBars all = linear_alpha_bars(steps);
  for (const int apart : {1, 10}) {
    std::vector<double> times = uniform_grid(1, 0, steps / apart);
    times.pop_back();
    const AlphaBars levels = levels_at(chain, times);
    ASSERT_EQ(levels.steps(), steps / apart);
    for (int i = 1; i <= levels.steps(); ++i)
      EXPECT_NEAR(levels(i) / all(apart * i), 1, 1e-10) << apart << " " << i;
  }
  for (const LinearSde& sde : {sub_vp(affine_clock(0.1, 20)), ve(0.01, 50)})
    EXPECT_NEAR(levels_at(sde, {0.7, 0.2}).log_snr(1), log_snr(sde, 0.2), 1e-10) << sde.name;
  expect_says([] { levels_at(cld(constant_clock(4), 0.25, 1, 0.04), {0.5}); }, "levels of 'cld'");
}

TEST(DiscreteBound, BinsHaveProbabilitiesThatAddUpToOne) {
  constexpr double width = 2.0 / 256;
  Batch centres(256, 1);
  for (int v = 0; v < 256; ++v) centres(v, 0) = width * (v + 0.5) - 1;
  const BinStep bins(centres(0, 0), centres(255, 0), width);
  for (const double mean : {-1.5, -0.3, 0.0, 0.77, 4.0}) {
    const Batch noised = Batch::Constant(256, 1, std::sqrt(0.9999) * mean), none = Batch::Zero(256, 1);
    EXPECT_NEAR((-bins.nats(centres, noised, none, 0.9999)).array().exp().sum(), 1, 1e-12) << mean;
  }
}

// Far from the mean the tail is known by its expansion: -log P changes smoothly through where it takes over.
TEST(DiscreteBound, BinsFarOutKeepTheirProbability) {
  const BinStep bins(-1, 1, 0.002);
  const double deviation = 0.01;
  const auto nats = [&](double away) {
    const Batch x = Batch::Constant(1, 1, 0.4),
                noised = Batch::Constant(1, 1, (0.4 - away) * std::sqrt(1 - 1e-4));
    return bins.nats(x, noised, Batch::Zero(1, 1), 1 - deviation * deviation)[0];
  };
  for (const double z : {34.0, 35.05, 35.15, 60.0, 90.0}) {
    const double low = z - 0.1, high = z + 0.1;  // phi(z) / z (1 - 1 / z^2 + ...)
    const double goal = 0.5 * low * low + std::log(low * std::sqrt(2 * std::numbers::pi)) -
                        std::log1p(-low / high * std::exp(0.5 * (low - high) * (low + high)));
    EXPECT_NEAR(nats(z * deviation), goal, 2e-3) << z;
  }
}

// Narrow bins: a density times their width, so that bits/dim of a density with its offset are those of bins.
TEST(DiscreteBound, NarrowBinsAreADensity) {
  constexpr double width = 1e-4, a = 0.99;
  const BinStep bins(-5, 5, width);
  const Batch x = normals(ad::Key::root(5), 6, 3), noised = x + 0.1 * normals(ad::Key::root(6), 6, 3),
              none = Batch::Zero(6, 3), of_density = noised * std::sqrt(a);
  // The density step has variance (1 - a) / a, the bins 1 - a.
  const double b = 1 / (2 - a);  // (1 - b) / b = 1 - a
  const Eigen::VectorXd density = DensityStep().nats(x, noised * std::sqrt(b), none, b);
  EXPECT_LE(largest(bins.nats(x, of_density, none, a) - density +
                    Eigen::VectorXd::Constant(6, 3 * std::log(width))),
            1e-5);
}

TEST(AlphaBars, AreThoseOfThePapers) {
  const AlphaBars linear = linear_alpha_bars(1000);
  EXPECT_NEAR(linear(1), 0.9999, 1e-15);
  EXPECT_NEAR(linear(1000), 4.0358e-5,
              1e-8);  // Ho, Jain & Abbeel 2020, section 4: KL about 1e-5 bits per dimension
  EXPECT_NEAR(linear.beta(1000), 0.02, 1e-12);
  const AlphaBars cosine = cosine_alpha_bars(1000);
  const auto f = [](double t) { return std::pow(std::cos(std::numbers::pi / 2 * (t + 0.008) / 1.008), 2); };
  EXPECT_NEAR(cosine(500), f(0.5) / f(0), 1e-12);
  EXPECT_NEAR(cosine.beta(1000), 0.999, 1e-12);
  EXPECT_EQ(cosine(0), 1);
  EXPECT_NEAR(cosine.log_snr(500), 0.5 * std::log(cosine(500) / (1 - cosine(500))), 1e-12);
  expect_says(
      [] {
        AlphaBars({0.9, 0.9});
      },
      "0.9 at step 2, expected a number above 0 and below that of the step before");
  expect_says([] { AlphaBars({1.0}); }, "1 at step 1, expected");
  for (const Schedule& s : schedules()) EXPECT_EQ(schedule(s.name).make(50).steps(), 50);
  expect_says([] { AlphaBars({}); }, "no steps, expected at least one");
  expect_says([] { step_variance("learned"); },
              "no step variance is called 'learned'; there are: posterior, beta");
}

}  // namespace
}  // namespace pont::sde::test
