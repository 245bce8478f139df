// Distribution functions of times: exact inversion, unbiased weights, errors.
#include "losses/weighting.hpp"
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

// Midpoint rule in the uniform number: E[weight f(t)] must be the mean of f over [t_min, T], whatever the
// rate.
double weighted_mean(const TimeSampling& times, double (*f)(double)) {
  constexpr int n = 400000;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const TimeDraw draw = times((i + 0.5) / n);
    sum += draw.weight * f(draw.t);
  }
  return sum / n;
}

TEST(TimeSampling, WeightsKeepMeansOverTime) {
  for (const TimeSamplingRow& row : time_samplings())
    for (const LinearSde& sde : all_sdes()) {
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

TEST(TimeSampling, StaysInsideTheInterval) {
  for (const TimeSamplingRow& row : time_samplings()) {
    const auto times = row.make(regression(cld(), cld().initial, {}), 1e-5);
    for (double u : {0x1p-53, 0.5, 1 - 0x1p-53}) {
      EXPECT_GE((*times)(u).t, 1e-5) << row.name;
      EXPECT_LE((*times)(u).t, 1) << row.name;
    }
    EXPECT_NEAR((*times)(0x1p-53).t, 1e-5, 1e-12) << row.name;
    EXPECT_NEAR((*times)(1 - 0x1p-53).t, 1, 1e-12) << row.name;
  }
}

TEST(TimeSampling, ErrorsNameBothValues) {
  expect_says([] { UniformTime(1, 1); }, "times uniform: t_min = 1, expected 0 <= t_min < T = 1");
  expect_says([] { ImportanceTime(0, 1, [](double) { return 1.0; }); },
              "times importance: t_min = 0, expected 0 < t_min < T = 1");
  expect_says([] { ImportanceTime(0.25, 1, [](double t) { return t < 1 ? 1.0 : -1.0; }); },
              "times importance: rate = -1 at t = 1, expected a finite number > 0");
}

}  // namespace
}  // namespace pont::losses::test
