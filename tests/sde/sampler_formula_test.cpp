// Samplers against the formulas of their papers, on equations for which the papers print them.
#include "sde/grid.hpp"
#include "sde/perturbation.hpp"
#include "sde/samplers/ancestral.hpp"
#include "sde/samplers/explicit.hpp"
#include "sde/samplers/exponential.hpp"
#include "sde/samplers/stochastic_heun.hpp"
#include "tests/sde/gaussian_law.hpp"

namespace pont::sde::test {
namespace {

constexpr double t0 = 0.6, t1 = 0.45, mean = 0.7, variance = 0.36;

GaussianScore score_of(const LinearSde& sde, double data_variance = variance) {
  return {sde, Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, data_variance)};
}

// u -> M u + c + N z: what one step from t0 to t1 does, k = 1.
struct Step {
  double M, c, noise;
};
Step step_of(const Sampler& sampler, const LinearSde& sde, double lambda) {
  GaussianScore score = score_of(sde);
  Law zero{Eigen::VectorXd::Zero(1), Eigen::MatrixXd::Zero(1, 1)}, one = zero;
  one.mean(0) = 1;
  push(sampler, Reverse(sde, lambda), score, t0, t1, zero);
  push(sampler, Reverse(sde, lambda), score, t0, t1, one);
  return {one.mean(0) - zero.mean(0), zero.mean(0), zero.covariance(0, 0)};
}

void expect_same(const Step& a, const Step& b, double tolerance) {
  EXPECT_NEAR(a.M, b.M, tolerance);
  EXPECT_NEAR(a.c, b.c, tolerance);
  EXPECT_NEAR(a.noise, b.noise, tolerance);
}

// Song, Meng & Ermon 2021, equation 12 with equation 16, in the alpha_bar of VP; eps = -sigma s.
Step published_ddim(const LinearSde& sde, double eta) {
  const double a0 = std::exp(-sde.elapsed(t0)), a1 = std::exp(-sde.elapsed(t1));
  const double deviation = eta * std::sqrt((1 - a1) / (1 - a0)) * std::sqrt(1 - a0 / a1);
  const double V = a0 * variance + 1 - a0, slope = std::sqrt(1 - a0) / V;  // eps = slope (x - sqrt(a0) mean)
  const double per_x = std::sqrt(a1 / a0);
  const double per_eps =
      std::sqrt(1 - a1 - deviation * deviation) - std::sqrt(a1) * std::sqrt(1 - a0) / std::sqrt(a0);
  return {per_x + per_eps * slope, -per_eps * slope * std::sqrt(a0) * mean, deviation * deviation};
}

TEST(SamplerFormulas, DdimIsThePublishedOneUnderVp) {
  const LinearSde sde = vp(affine_clock(0.1, 20));
  expect_same(step_of(Ddim(), sde, 0), published_ddim(sde, 0), 1e-10);
  for (const double eta : {0.0, 0.3, 1.0})
    expect_same(step_of(StochasticDdim(), sde, eta), published_ddim(sde, eta), 1e-14);
}

TEST(SamplerFormulas, AncestralIsDdimAtEtaOne) {
  for (const LinearSde& sde : {vp(affine_clock(0.1, 20)), sub_vp(constant_clock(4)), ve(0.01, 5), ou(0.5)})
    expect_same(step_of(Ancestral(), sde, 1), step_of(StochasticDdim(), sde, 1), 1e-13);
}

// Given one data point the score tells the noise exactly, whatever the length of the step.
TEST(SamplerFormulas, DdimIsExactForOneDataPoint) {
  for (const LinearSde& sde : {vp(affine_clock(0.1, 20)), sub_vp(constant_clock(4)), ve(0.01, 5), ou(0.5)}) {
    const std::vector<double> grid{sde.T, 1e-3};
    EXPECT_LE(law_error(Ddim(), Reverse(sde, 0), grid, mean, 0), 1e-9) << sde.name;
    EXPECT_LE(law_error(StochasticDdim(), Reverse(sde, 0.7), grid, mean, 0), 1e-13) << sde.name;
    EXPECT_LE(law_error(Ancestral(), Reverse(sde, 1), grid, mean, 0), 1e-13) << sde.name;
  }
}

// The recursions of Pierret & Galerne 2024 for dx = -beta x dt + sqrt(2 beta) dw, data N(0, variance).
TEST(SamplerFormulas, GaussianStudyRecursions) {
  const LinearSde sde = linear("study", matrix({{-1}}), matrix({{2}}), affine_clock(0.05, 10), matrix({{0}}));
  auto law = [&](double t) {
    return variance * std::exp(-2 * sde.elapsed(t)) - std::expm1(-2 * sde.elapsed(t));
  };
  auto f = [&](double t) { return sde.beta(t) * (1 - 1 / law(t)); };
  const double h = t0 - t1, D = sde.elapsed(t0) - sde.elapsed(t1), b = h * sde.beta(t0),
               excess = 1 - 2 / law(t0);
  auto expect = [&](const Sampler& sampler, double lambda, double M, double noise) {
    const Step step = step_of(sampler, sde, lambda);
    EXPECT_NEAR(step.M, M, 1e-11);
    EXPECT_NEAR(step.noise, noise, 1e-11);
  };
  expect(EulerMaruyama(), 1, 1 + b * excess, 2 * b);
  expect(ExponentialIntegrator(), 1, 1 + std::expm1(D) * excess, std::expm1(2 * D));
  expect(EulerMaruyama(), 0, 1 + h * f(t0), 0);
  expect(Heun(), 0, 1 + 0.5 * h * (f(t0) + f(t1) * (1 + h * f(t0))), 0);
}

// Karras et al. 2022, algorithm 2, written out under VE, whose state has noise level sigma(t) itself.
TEST(SamplerFormulas, StochasticHeunIsAlgorithm2) {
  const LinearSde sde = ve(0.01, 5);
  auto level = [&](double t) { return std::sqrt(sde.elapsed(t)); };
  const double gamma = 0.2, S_noise = 1.1, sigma = level(t0), up = (1 + gamma) * sigma, next = level(t1);
  auto f = [&](double s) {
    return s / (variance + s * s);
  };  // dx / dsigma = (x - D(x)) / sigma = f (x - mean)
  const double M = 1 + 0.5 * (next - up) * (f(up) + f(next) * (1 + (next - up) * f(up)));
  const double added = S_noise * S_noise * (up * up - sigma * sigma);
  const Step step = step_of(StochasticHeun({gamma, 0, 10, S_noise}), sde, 0);
  expect_same(step, {M, (1 - M) * mean, M * M * added}, 1e-12);
  EXPECT_EQ(step_of(StochasticHeun({gamma, 0, 0.9 * sigma, S_noise}), sde, 0).noise, 0);
  EXPECT_EQ(step_of(StochasticHeun({gamma, 1.1 * sigma, 10, S_noise}), sde, 0).noise, 0);
}

TEST(SamplerFormulas, ChurnStaysBelowTheHorizon) {
  const LinearSde sde = vp(constant_clock(4));
  GaussianScore score = score_of(sde);
  Law law = exact(sde, 1, mean, variance), same = law;
  push(StochasticHeun({0.4}), Reverse(sde, 0), score, 1, 0.9, law);
  push(StochasticHeun({0}), Reverse(sde, 0), score, 1, 0.9, same);
  EXPECT_NEAR(law.covariance(0, 0), same.covariance(0, 0), 1e-12);
}

TEST(SamplerFormulas, LogSnrIsTheOneOfTheLiterature) {
  const LinearSde sde = vp(affine_clock(0.1, 20));
  const double a = std::exp(-sde.elapsed(t0));
  EXPECT_NEAR(log_snr(sde, t0), 0.5 * std::log(a / (1 - a)), 1e-13);
  EXPECT_NEAR(noise_level(ve(0.01, 5), 1), std::sqrt(25 - 1e-4), 1e-12);
  for (const LinearSde& each : equations()) {
    EXPECT_NEAR(time_of_log_snr(each, log_snr(each, t0), 1e-4, each.T), t0, 1e-12) << each.name;
    const double D = each.diffusion(t0).cwiseProduct(inverse(each.covariance(t0, each.initial))).sum();
    EXPECT_NEAR((log_snr(each, t0 + 1e-5) - log_snr(each, t0 - 1e-5)) / 2e-5 / (-0.5 * D), 1, 1e-6)
        << each.name;
  }
}

}  // namespace
}  // namespace pont::sde::test
