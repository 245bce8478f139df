// Distribution functions of times: exact inversion, unbiased weights, errors.
#include "losses/time_sampling.hpp"

#include <map>
#include <numbers>
#include <set>

#include "sde/chain_clock.hpp"
#include "sde/perturbation.hpp"
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

// DDPM's linear schedule at N steps, and the process of EDM, whose noise level is t.
LinearSde ddpm(int N) { return sde::vp(sde::chain_clock(sde::linear_betas(N, 1e-4, 0.02))); }
LinearSde edm() {
  return sde::linear("edm", matrix({{0}}), matrix({{1}}), sde::affine_clock(0, 160, 80), matrix({{0}}),
                     matrix({{6400}}), 80);
}

// Midpoint rule in the uniform number: E[weight f(t)] must be the mean of f over [t_min, T], whatever the
// rate.
double weighted_mean(const TimeSampling& times, const std::function<double(double)>& f) {
  constexpr int n = 400000;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const TimeDraw draw = times((i + 0.5) / n);
    sum += draw.weight * f(draw.t);
  }
  return sum / n;
}

// The rows that only lower the variance of a mean over U[t_min, T], and those whose law of times is itself
// part of the loss: every row is one or the other.
const std::set<std::string> keep_the_mean{"uniform", "importance"}, of_their_own{"chain", "log_normal"};

TEST(TimeSampling, EveryRowIsOfOneKind) {
  for (const TimeSamplingRow& row : time_samplings())
    EXPECT_NE(keep_the_mean.contains(row.name), of_their_own.contains(row.name)) << row.name;
}

TEST(TimeSampling, WeightsKeepMeansOverTime) {
  for (const TimeSamplingRow& row : time_samplings())
    for (const LinearSde& sde : all_sdes()) {
      if (of_their_own.contains(row.name)) continue;
      const double t_min = 1e-2, width = sde.T - t_min;
      const auto times = row.make(regression(sde, sde.initial, {}), t_min);
      EXPECT_NEAR(weighted_mean(*times, [](double) { return 1.0; }), 1, 1e-4) << row.name << " " << sde.name;
      const double mean_square = (sde.T * sde.T * sde.T - t_min * t_min * t_min) / (3 * width);
      EXPECT_NEAR(weighted_mean(*times, [](double t) { return t * t; }), mean_square, 2e-4 * mean_square)
          << row.name << " " << sde.name;
    }
}

// The density is proportional to the rate: weight * rate is constant up to the width of a cell.
TEST(TimeSampling, ImportanceFollowsTheRate) {
  const ImportanceTime times(1e-5, 1, [](double t) { return 1 / t; });
  const double constant = times(0.5).weight / times(0.5).t;
  double before = 0;
  for (double u = 0.001; u < 1; u += 0.001) {
    const TimeDraw draw = times(u);
    EXPECT_NEAR(draw.weight / draw.t, constant, 0.012 * constant);
    EXPECT_NEAR(draw.t, 1e-5 * std::exp(u * std::log(1e5)), 0.001 * draw.t);
    EXPECT_GT(draw.t, before);
    before = draw.t;
  }
}

// Ho, Jain & Abbeel 2020, algorithm 1: t uniform on 1 .. N.
TEST(TimeSampling, ChainDrawsEachOfItsTimesAlike) {
  const LinearSde sde = ddpm(20);
  const auto times = time_sampling("chain", regression(sde, zero(sde), {}), 1e-5);
  std::map<double, int> counts;
  for (int i = 0; i < 20000; ++i) {
    const TimeDraw draw = (*times)((i + 0.5) / 20000);
    EXPECT_EQ(draw.weight, 1);
    ++counts[draw.t];
  }
  ASSERT_EQ(counts.size(), 20u);
  for (int i = 1; i <= 20; ++i) EXPECT_EQ(counts[i / 20.0], 1000) << i;
  const ChainTime late(0.5, 1, 20);
  EXPECT_EQ(late(0x1p-53).t, 0.5);
  EXPECT_EQ(late(1 - 0x1p-53).t, 1);
}

// Karras et al. 2022, table 1: log sigma ~ N(-1.2, 1.2^2); here under EDM's own sigma(t) = t, where the cut
// at .0002 and 80 takes 4 and 5 deviations away.
TEST(TimeSampling, LogNormalHasTheMomentsOfLogSigma) {
  for (const LinearSde& sde : {edm(), vp(), sde::ve(0.01, 50)}) {
    const auto times = time_sampling("log_normal", regression(sde, zero(sde), {}), 1e-7);
    const auto level = [&](double t) { return std::log(sde::noise_level(sde, t)); };
    EXPECT_EQ((*times)(0.3).weight, 1);
    const double low = level(1e-7), high = level(sde.T), a = (low + 1.2) / 1.2, b = (high + 1.2) / 1.2;
    const auto density = [](double x) { return std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi); };
    const double mass = 0.5 * (std::erfc(-b / std::numbers::sqrt2) - std::erfc(-a / std::numbers::sqrt2));
    const double shift = (density(a) - density(b)) / mass;  // of a normal cut off to [a, b]
    const double spread = 1 + (a * density(a) - b * density(b)) / mass - shift * shift;
    const double mean = weighted_mean(*times, level);
    const double square = weighted_mean(*times, [&](double t) { return std::pow(level(t) - mean, 2); });
    EXPECT_NEAR(mean, -1.2 + 1.2 * shift, 1e-3) << sde.name;
    EXPECT_NEAR(std::sqrt(square), 1.2 * std::sqrt(spread), 1e-3) << sde.name;
  }
}

TEST(TimeSampling, StaysInsideTheInterval) {
  for (const TimeSamplingRow& row : time_samplings()) {
    if (of_their_own.contains(row.name)) continue;
    const auto times = row.make(regression(cld(), cld().initial, {}), 1e-5);
    for (double u : {0x1p-53, 0.5, 1 - 0x1p-53}) {
      EXPECT_GE((*times)(u).t, 1e-5) << row.name;
      EXPECT_LE((*times)(u).t, 1) << row.name;
    }
    EXPECT_NEAR((*times)(0x1p-53).t, 1e-5, 1e-12) << row.name;
    EXPECT_NEAR((*times)(1 - 0x1p-53).t, 1, 1e-12) << row.name;
  }
}

TEST(TimeSampling, LogNormalStaysInsideTheInterval) {
  const auto times = time_sampling("log_normal", regression(cld(), cld().initial, {}), 1e-3);
  double before = 1e-3;
  for (double u = 0x1p-53; u < 1; u += 0.01) {
    EXPECT_GE((*times)(u).t, before);
    before = (*times)(u).t;
  }
  EXPECT_LE((*times)(1 - 0x1p-53).t, 1);
}

TEST(TimeSampling, ErrorsNameBothValues) {
  expect_says([] { time_sampling("chain", regression(vp(), zero(vp()), {}), 1e-5); },
              "times chain: the clock of 'vp' is no chain; choose the clock linear_chain or cosine_chain");
  expect_says([] { ChainTime(2, 1, 10); },
              "times chain: 10 steps, t_min = 2, expected at least 1 and 0 <= t_min <= T = 1");
  expect_says(
      [] {
        LogNormalTime(
            0, 1, [](double t) { return t; }, 0, 1);
      },
      "times log_normal: t_min = 0, expected 0 < t_min < T = 1");
  expect_says(
      [] {
        LogNormalTime(
            0.1, 1, [](double t) { return 1e6 * t; }, -1.2, 1.2);
      },
      "times log_normal: the noise levels 1e+05 to 1e+06 of t = 0.1 to 1 are not drawn");
  expect_says([] { UniformTime(1, 1); }, "times uniform: t_min = 1, expected 0 <= t_min < T = 1");
  expect_says([] { ImportanceTime(0, 1, [](double) { return 1.0; }); },
              "times importance: t_min = 0, expected 0 < t_min < T = 1");
  expect_says([] { ImportanceTime(0.25, 1, [](double t) { return t < 1 ? 1.0 : -1.0; }); },
              "times importance: rate = -1 at t = 1, expected a finite number > 0");
}

}  // namespace
}  // namespace pont::losses::test
