// What the network of each published parametrisation predicts: noise, data, velocity.
#include "sde/chain_clock.hpp"
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

std::vector<LinearSde> variance_preserving() {
  return {vp(), sde::vp(sde::chain_clock(sde::linear_betas(1000, 1e-4, 0.02)))};
}

// The output of the network for which the score is that of one data point x, at u = a x + s eps, per unit.
double ideal(const LinearSde& sde, const Choice& choice, double t, double x, double eps) {
  const Regression::Coefficients c = regression(sde, zero(sde), choice).at(t);
  const double u = c.Phi(0, 0) * x + c.L(0, 0) * eps, score = -eps / c.L(0, 0);
  return -(score + c.R(0, 0) * u) / c.unit()(0, 0);
}

TEST(Prediction, IsOfNoiseOfDataAndOfVelocity) {
  const double x = 0.8, eps = -1.7;
  for (const LinearSde& sde : variance_preserving())
    for (const double t : {0.001, 0.05, 0.4, 1.0}) {
      const double a = std::exp(-0.5 * sde.elapsed(t)), s = std::sqrt(-std::expm1(-sde.elapsed(t)));
      EXPECT_NEAR(ideal(sde, {.parametrisation = "plain", .floor = 0}, t, x, eps), eps, 1e-12) << t;
      EXPECT_NEAR(ideal(sde, {.parametrisation = "data", .floor = 0}, t, x, eps), x, 1e-9) << t;
      const Choice v{.parametrisation = "preconditioned", .variance = 1, .floor = 0};
      EXPECT_NEAR(ideal(sde, v, t, x, eps), a * eps - s * x, 1e-9) << t;
    }
}

// Of several blocks too: whatever the noise, the target of the network is the data point.
TEST(Prediction, OfDataIsTheDataUnderEverySde) {
  for (const LinearSde& sde : all_sdes())
    for (const Mat& S0 : {zero(sde), sde.initial})
      for (const double t : {0.05, 0.3, 1.0}) {
        const Regression::Coefficients c = regression(sde, S0, {.parametrisation = "data"}).at(t);
        if (c.Q.rows() > 1) continue;  // of two rows one tells the data, the other what it does not determine
        const Mat per_data = -c.shift() * c.Phi.col(0), noise = c.target() - c.shift() * c.L;
        EXPECT_NEAR(per_data(0, 0), 1, 1e-8) << sde.name << " " << t;
        if (S0 == sde.initial) {  // else what is drawn of the auxiliary blocks counts as noise
          EXPECT_LE(largest(noise), 1e-6 * largest(c.target())) << sde.name << " " << t;
        }
      }
}

// Ho, Jain & Abbeel 2020: the three losses |noise|^2, |data|^2 = |noise|^2 / SNR and, Salimans & Ho 2022,
// |velocity|^2 = |noise|^2 (1 + 1 / SNR) are one loss with three weights.
TEST(Prediction, UnitWeightsAreThoseOfThePapers) {
  for (const LinearSde& sde : variance_preserving())
    for (const double t : {0.001, 0.05, 0.4, 1.0}) {
      const double snr = 1 / std::expm1(sde.elapsed(t));
      const auto K = [&](const Choice& choice) { return regression(sde, zero(sde), choice).at(t).K(0, 0); };
      EXPECT_NEAR(std::pow(K({.parametrisation = "plain", .floor = 0}), -2), 1, 1e-12);
      EXPECT_NEAR(std::pow(K({.parametrisation = "data", .floor = 0}), -2) * snr, 1, 1e-9);
      EXPECT_NEAR(std::pow(K({.parametrisation = "preconditioned", .variance = 1, .floor = 0}), -2),
                  1 + 1 / snr, 1e-9 * (1 + 1 / snr));
    }
}

}  // namespace
}  // namespace pont::losses::test
