// Probability-flow likelihood against exact densities.
#include "sde/likelihood.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "sde/exact_score.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

const LikelihoodSettings settings{1e-5, {1e-5, 1e-5}};

// The prior is not the exact law at T: log N(u_T; 0, prior) - log p_T(u_T) averages out, but not at each
// point.
std::vector<LinearSde> equations() {
  return {vp(affine_clock(0.1, 20)), sub_vp(affine_clock(0.1, 20)), ou(4, 3),
          cld(constant_clock(4), 0.25, 1, 0.04)};
}

TEST(Likelihood, ExactScoreGivesTheExactMixtureDensity) {
  for (const LinearSde& sde : equations()) {
    MixtureScore exact(sde, diamond());
    CountingScore score(exact);
    ExactDivergence divergence;
    const KeyedNoise noise(ad::Key::root(2) / "velocity", 0);
    const Batch u = augmented(sde, draw(diamond(), ad::Key::root(2) / "data", 50), {noise, 0});
    const Eigen::VectorXd goal = exact.log_density(u, settings.t0);
    const Eigen::VectorXd logs = log_likelihood(sde, score, u, divergence, settings);
    EXPECT_LE(std::abs((logs - goal).mean()), 1e-4) << sde.name;
    EXPECT_LE(score.evaluations(), 2 * 300) << sde.name;  // two probes for each evaluation of the field
    EXPECT_LE(largest(logs - goal), 1e-3) << sde.name;
  }
}

// On a long horizon the prior is exact, and every point agrees.
TEST(Likelihood, ExactAtEveryPointOnALongHorizon) {
  for (const LinearSde& sde : {vp(constant_clock(4), 5), sub_vp(constant_clock(4), 5), ou(2, 5),
                               cld(constant_clock(4), 0.25, 1, 0.04, 3)}) {
    MixtureScore exact(sde, diamond());
    ExactDivergence divergence;
    const KeyedNoise noise(ad::Key::root(2) / "velocity", 0);
    const Batch u = augmented(sde, draw(diamond(), ad::Key::root(2) / "data", 50), {noise, 0});
    const Eigen::VectorXd logs = log_likelihood(sde, exact, u, divergence, {1e-5, {1e-7, 1e-7}});
    EXPECT_LE(largest(logs - exact.log_density(u, 1e-5)), 2e-5) << sde.name;
  }
}

// Gaussian data: the trace of the Jacobian does not depend on u, and signs of noise average it exactly on the
// diagonal.
TEST(Likelihood, HutchinsonIsExactForIsotropicGaussians) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  GaussianScore score(sde, Eigen::Vector3d(0.1, 0.2, 0.3), 0.5 * Eigen::Matrix3d::Identity());
  const KeyedNoise noise(ad::Key::root(2), 0);
  HutchinsonDivergence estimate({noise, 7}, 1);
  ExactDivergence exact;
  const Batch u = augmented(sde, normals(ad::Key::root(4), 5, 3), {noise, 0});
  EXPECT_LE(largest(log_likelihood(sde, score, u, estimate, settings) -
                    log_likelihood(sde, score, u, exact, settings)),
            1e-10);
}

TEST(Likelihood, HutchinsonAveragesToTheTrace) {
  const LinearSde sde = vp(constant_clock(4));
  GaussianScore score(sde, Eigen::Vector2d(0, 0), (Eigen::Matrix2d() << 0.5, 0.3, 0.3, 0.4).finished());
  const KeyedNoise noise(ad::Key::root(2), 0);
  ExactDivergence exact;
  const Eigen::Index n = 4000;
  const Batch u = Batch::Zero(n, 2);
  Batch s;
  Eigen::VectorXd trace, estimate;
  exact(score, Mat::Identity(1, 1), u, 0.1, s, trace);
  HutchinsonDivergence({noise, 0}, 1)(score, Mat::Identity(1, 1), u, 0.1, s, estimate);
  const double spread = std::sqrt((estimate - trace).squaredNorm() / n);
  EXPECT_GT(spread, 0.1);  // off-diagonal entries make it an estimate
  EXPECT_LE(std::abs((estimate - trace).mean()), 4 * spread / std::sqrt(n));
  // negative control: all-ones probes are biased by the off-diagonal entries
  Eigen::VectorXd ones;
  score.probe(u, 0.1, Batch::Ones(n, 2), s, ones);
  EXPECT_GT(std::abs((ones - trace).mean()), 4 * spread / std::sqrt(n));
}

// Sixteen probes, each of its own noise, are as good as sixteen estimates of one: the spread is a quarter.
TEST(Likelihood, ProbesOfHutchinsonsEstimateAreIndependent) {
  GaussianScore score(vp(constant_clock(4)), Eigen::Vector2d(0, 0),
                      (Eigen::Matrix2d() << 0.5, 0.3, 0.3, 0.4).finished());
  const KeyedNoise noise(ad::Key::root(2), 0);
  const Eigen::Index n = 4000;
  const Batch u = Batch::Zero(n, 2);
  Batch s;
  Eigen::VectorXd trace, one, many;
  const Mat D = Mat::Identity(1, 1);
  ExactDivergence()(score, D, u, 0.1, s, trace);
  HutchinsonDivergence({noise, 0}, 1)(score, D, u, 0.1, s, one);
  HutchinsonDivergence({noise, 0}, 16)(score, D, u, 0.1, s, many);
  const double spread = std::sqrt((one - trace).squaredNorm() / n),
               of_many = std::sqrt((many - trace).squaredNorm() / n);
  EXPECT_LE(std::abs((many - trace).mean()), 4 * spread / std::sqrt(16.0 * n));
  EXPECT_NEAR(of_many / spread, 0.25, 0.25 * 4 * std::sqrt(0.5 / n));
}

// s = -50 u in place of a learned score that is badly wrong: the flow du = 24.5 beta u dt drives every point
// but 0 away.
class Repelling final : public Score {
 public:
  void operator()(const Batch& u, double, Batch& s) override { s = -50 * u; }
  void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) override {
    (*this)(u, t, s);
    vJv = -50 * v.rowwise().squaredNorm();
  }
};

TEST(Likelihood, APointThatTheFlowLosesIsImprobableAndDoesNotStopTheOthers) {
  const LinearSde sde = vp(constant_clock(4));
  Repelling score;
  ExactDivergence divergence;
  Batch u(2, 1);
  u << 0, 1;
  const Eigen::VectorXd logs = log_likelihood(sde, score, u, divergence, settings);
  EXPECT_NEAR(logs[0], -0.5 * std::log(2 * std::numbers::pi) + 24.5 * 4 * (1 - settings.t0), 1e-3);
  EXPECT_EQ(logs[1], -std::numeric_limits<double>::infinity());
}

// For CLD with Gaussian data, E_v log p(x, v) + entropy <= log p(x), with the gap at t0 -> 0 tending to zero.
TEST(Likelihood, AuxiliaryEntropyMakesTheBoundOnTheData) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  EXPECT_NEAR(auxiliary_entropy(sde, 2),
              0.5 * 2 * (1 + std::log(2 * std::numbers::pi) + std::log(0.04 * 0.25)), 1e-14);
  EXPECT_EQ(auxiliary_entropy(vp(constant_clock(4)), 2), 0);
  const double entropy3 = auxiliary_entropy(models().back().example, 1);
  EXPECT_NEAR(entropy3, 1 + std::log(2 * std::numbers::pi) + std::log(0.04), 1e-13);
  const LinearSde still = linear("still", sde.A, sde.D, constant_clock(4), Mat::Zero(2, 2));
  expect_says([&] { auxiliary_entropy(still, 2); }, "the covariance is singular");
}

TEST(Likelihood, AugmentedKeepsTheDataAndDrawsTheRest) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  const KeyedNoise noise(ad::Key::root(2), 0);
  const Batch x = normals(ad::Key::root(4), 2000, 2), u = augmented(sde, x, {noise, 0});
  EXPECT_EQ(Batch(u.leftCols(2)), x);
  const double variance = u.rightCols(2).squaredNorm() / 4000;
  EXPECT_NEAR(variance / 0.01, 1, 4 * std::sqrt(2.0 / 4000));
}

}  // namespace
}  // namespace pont::sde::test
