// Training coefficients against their definitions, denoising and hybrid, with and without a floor.
#include "sde/perturbation.hpp"

#include <gtest/gtest.h>

#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

struct Coefficients {
  Coefficients(const Perturbation& p, double t) : raw(static_cast<std::size_t>(p.stride())) {
    const int k = p.sde().k();
    p.coefficients(t, raw.data());
    Phi = Eigen::Map<Mat>(raw.data(), k, k);
    L = Eigen::Map<Mat>(raw.data() + k * k, k, k);
    W = Eigen::Map<Mat>(raw.data() + 2 * k * k, k, k);
  }
  std::vector<double> raw;
  Mat Phi, L, W;
};

TEST(Perturbation, FactorsTheCovarianceOfEveryModel) {
  for (const Model& m : models())
    for (const Mat& S0 : {Mat(Mat::Zero(m.example.k(), m.example.k())), m.example.initial})
      for (double t : {1e-3, 0.2, 1.0})
        for (double floor : {0.0, 1e-6}) {
          const Perturbation p(m.example, S0, floor);
          const Coefficients c(p, t);
          const int k = m.example.k();
          Mat Sigma = m.example.covariance(t, S0);
          Sigma.diagonal().array() += floor;
          EXPECT_EQ(p.stride(), 3 * k * k);
          EXPECT_EQ(c.Phi, m.example.transition(0, t).Phi) << m.name;
          EXPECT_LE(covariance_error(c.L * c.L.transpose(), Sigma), 1e-14) << m.name << " " << t;
          EXPECT_LE(largest(c.W.transpose() * c.L - Mat::Identity(k, k)), 1e-12) << m.name << " " << t;
          EXPECT_EQ(largest(Mat(c.L.triangularView<Eigen::StrictlyUpper>())), 0);
          EXPECT_EQ(largest(Mat(c.W.triangularView<Eigen::StrictlyLower>())), 0);
        }
}

// grad log N(u; mean, Sigma) = -Sigma^-1 (u - mean) at u = mean + L eps.
TEST(Perturbation, ScoreOfThePerturbedSample) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  const Coefficients c(Perturbation(sde, sde.initial, 0), 0.1);
  const Vec eps = Eigen::Vector2d(0.3, -1.2);
  const Vec expected = -sde.covariance(0.1, sde.initial).inverse() * (c.L * eps);
  EXPECT_LE(largest(-c.W * eps - expected), 1e-11);
  // the paper's ell_t = sqrt(Sxx / det Sigma) multiplies the noise of the velocity
  const Mat S = sde.covariance(0.1, sde.initial);
  EXPECT_NEAR(c.W(1, 1), std::sqrt(S(0, 0) / S.determinant()), 1e-12);
}

// With hybrid score matching ell_t at t -> 0 is bounded by the floor alone: 41.8 at 1e-9 and 13.3 at 1e-6.
TEST(Perturbation, TheFloorBoundsTheMultiplier) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  auto largest_multiplier = [&](double floor) {
    const Perturbation p(sde, sde.initial, floor);
    double most = 0;
    for (double t = 1e-5; t < 1; t *= 1.01) most = std::max(most, Coefficients(p, t).W(1, 1));
    return most;
  };
  EXPECT_NEAR(largest_multiplier(1e-9), 41.8, 0.05);
  EXPECT_NEAR(largest_multiplier(1e-6), 13.3, 0.05);
  EXPECT_NEAR(Coefficients(Perturbation(sde, sde.initial, 0), 1e-5).W(1, 1), std::sqrt(3 / (2 * 4e-5)), 1);
}

// Without a floor ell_t = sqrt(c / (Gamma beta t)) as t -> 0, c = 3/2 with hybrid score matching and 2 with
// denoising, in every regime: where all entries of the covariance are differences of larger numbers in the
// papers' formulas, these lose no digit down to t = 1e-9.
TEST(Perturbation, WithoutAFloorTheMultiplierFollowsItsAsymptoteInEveryRegime) {
  const double beta = 4, mass = 0.25;
  for (const double damping : {0.25, 0.5, 1.0, 2.0, 4.0}) {
    const LinearSde sde = cld(constant_clock(beta), mass, damping, 0.04);
    for (const double t : {1e-9, 1e-8, 1e-7}) {
      const double unit = std::sqrt(1 / (damping * beta * t));
      EXPECT_NEAR(Coefficients(Perturbation(sde, sde.initial, 0), t).W(1, 1) / unit, std::sqrt(1.5), 200 * t);
      EXPECT_NEAR(Coefficients(Perturbation(sde, Mat::Zero(2, 2), 0), t).W(1, 1) / unit, std::sqrt(2.0),
                  200 * t);
    }
  }
}

// A clock only says when: two of them give the same coefficients at the same elapsed time.
TEST(Perturbation, AnyClockGivesTheSameKernelsAtTheSameElapsedTime) {
  const auto at = [](Clock clock, double elapsed, double T) {
    const LinearSde sde = cld(std::move(clock), 0.25, 1, 0.04, T);
    double low = 0, high = T;
    for (int i = 0; i < 200; ++i)
      (sde.elapsed(0.5 * (low + high)) < elapsed ? low : high) = 0.5 * (low + high);
    return Coefficients(Perturbation(sde, sde.initial, 1e-6), low).L;
  };
  const double elapsed = 0.4;
  const Mat expected = at(constant_clock(4), elapsed, 1);
  for (const Clock& clock : {affine_clock(0.1, 7), geometric_clock(0.1, 2), cosine_clock(),
                             clock_of_rate([](double t) { return 1 + std::sin(9 * t) * std::sin(9 * t); })})
    EXPECT_LE(largest(at(clock, elapsed, 0.9) - expected), 1e-12);
}

TEST(Perturbation, ErrorsNameTimeAndCovariance) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  std::vector<double> out(12);
  expect_says([&] { Perturbation(sde, sde.initial, 0).coefficients(0, out.data()); },
              "perturbation of 'cld': covariance [[0, 0], [0, 0.01]] at t = 0 with floor = 0 is not positive "
              "definite");
  expect_says([&] { Perturbation(sde, Mat::Zero(1, 1), 0); }, "S0 is 1x1, expected 2x2");
  expect_says([&] { Perturbation(sde, sde.initial, -1); }, "floor = -1, expected >= 0");
}

}  // namespace
}  // namespace pont::sde::test
