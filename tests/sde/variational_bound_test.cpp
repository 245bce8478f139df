// The variational bound and the noisy start against closed forms of Gaussian data.
#include "sde/variational_bound.hpp"

#include <gtest/gtest.h>

#include "sde/likelihood.hpp"
#include "tests/sde/bound_oracle.hpp"

namespace pont::sde::test {
namespace {

constexpr double t0 = 1e-4;
const ad::Key root = ad::Key::root(31) / "bound";

// One block and several, D constant and not, a prior that is close and one that is not.
std::vector<LinearSde> bounded() {
  return {vp(affine_clock(0.1, 20)),
          sub_vp(affine_clock(0.1, 20)),
          ve(0.01, 5),
          vp(constant_clock(1)),
          cld(constant_clock(4), 0.25, 1, 0.04),
          third_order_langevin(constant_clock(2), std::sqrt(8.0), std::sqrt(27.0), 1, 0.3)};
}

// A score that is wrong by a factor.
TimedScore times(double factor, TimedScore score) {
  return [=](const Batch& u, const Eigen::VectorXd& t, Batch& s) {
    score(u, t, s);
    s *= factor;
  };
}

// Means over all signs of data and noise, which leave the times random: one mean for each of `n` choices of
// them.
Eigen::VectorXd means(const LinearSde& sde, const TimedScore& score, const Coordinate& law, Eigen::Index n) {
  const Eigen::Index signs_of = Eigen::Index{2} << sde.k();
  const SignNoise noise;
  const Eigen::VectorXd all =
      variational_bound(sde, score, signs(law, sde.k(), n * signs_of), log_snr_bound_times(sde, t0),
                        {t0, 128}, {noise, root / sde.name})
          .total();
  return all.reshaped(signs_of, n).colwise().mean().transpose();
}

TEST(VariationalBound, OfTheExactScoreIsEntropyAndTheGapsOfPriorAndDecoder) {
  const Coordinate law;
  for (const LinearSde& sde : bounded()) {
    GaussianScore exact = exact_score(sde, law);
    const Mean right = mean_of(means(sde, row_by_row(exact), law, 20)),
               wrong = mean_of(means(sde, times(1.2, row_by_row(exact)), law, 20));
    const double goal = exact_bound(sde, t0, law);
    EXPECT_LE(std::abs(right.value - goal), 4 * right.error) << sde.name;
    EXPECT_LE(right.error, 4e-3) << sde.name;
    EXPECT_GT(wrong.value - goal, 6 * wrong.error) << sde.name << ": the control passes";
  }
}

// Diamond: E of the bound lies above that of -log p, by little.
TEST(VariationalBound, LiesAboveTheExactLikelihood) {
  for (const LinearSde& sde : bounded()) {
    MixtureScore exact(sde, diamond());
    const Batch x = draw(diamond(), root / "diamond", 2000);
    const Kernel at_zero{Mat::Identity(1, 1), Mat::Zero(1, 1)};
    const Mixture law = diamond();
    MixtureMarginal marginal(law, at_zero, Mat::Zero(1, 1));
    const KeyedNoise noise(root / "noise", 0);
    Eigen::VectorXd above = variational_bound(sde, row_by_row(exact), x, log_snr_bound_times(sde, 1e-5),
                                              {1e-5, 16}, {noise, root / sde.name})
                                .total();
    for (Eigen::Index r = 0; r < x.rows(); ++r) above[r] += marginal.log_density(x.row(r).data());
    const Mean gap = mean_of(above);
    EXPECT_GT(gap.value, -4 * gap.error) << sde.name;
    EXPECT_LT(gap.value, 0.02 + 2 * prior_gap(sde, {0, 0.1683}) + 4 * gap.error) << sde.name;
  }
}

// The same x in every row: what varies is the estimate.
TEST(VariationalBound, TimesUniformInLogSnrLowerItsVariance) {
  const Coordinate law;
  for (const LinearSde& sde : bounded()) {
    GaussianScore exact = exact_score(sde, law);
    const Batch x = Batch::Constant(4000, 1, 0.5);
    const auto paths = [&](const BoundTimes& times) {
      const KeyedNoise noise(root / "noise", 0);
      return variational_bound(sde, row_by_row(exact), x, times, {t0, 4}, {noise, root / "variance"}).path;
    };
    const Mean uniform = mean_of(paths(uniform_bound_times(sde, t0))),
               by_snr = mean_of(paths(log_snr_bound_times(sde, t0)));
    EXPECT_LE(std::abs(uniform.value - by_snr.value), 4.5 * std::hypot(uniform.error, by_snr.error))
        << sde.name;
    EXPECT_LT(2 * by_snr.error, uniform.error) << sde.name;
  }
}

TEST(VariationalBound, RowsDoNotDependOnTheirBatch) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  MixtureScore exact(sde, diamond());
  const Batch x = draw(diamond(), root / "data", 7);
  const auto bound = [&](const Batch& rows, Eigen::Index row0) {
    const KeyedNoise noise(root / "noise", row0);
    return variational_bound(sde, row_by_row(exact), rows, log_snr_bound_times(sde, t0), {t0, 3},
                             {noise, root / "rows", row0})
        .total();
  };
  EXPECT_EQ(bound(x, 0).tail(4).eval(), bound(x.bottomRows(4), 3));
}

TEST(VariationalBound, PriorTermIsADivergence) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  const Mat S = matrix({{0.8, 0.1}, {0.1, 0.3}});
  Batch mean(1, 4);
  mean << 0.1, 0.2, -0.3, 0.4;  // two coordinates of two blocks
  double sum = 0;
  for (int j = 0; j < 2; ++j)
    sum += kullback_leibler({Eigen::Vector2d(mean(0, j), mean(0, 2 + j)), S},
                            {Eigen::Vector2d::Zero(), sde.prior});
  EXPECT_NEAR(divergence_from_prior(sde, mean, S)[0], sum, 1e-12);
}

// With the exact density at t0 nothing but the decoder is lost.
TEST(NoisyStart, MakesABoundOfTheLikelihoodAtT0) {
  const Coordinate law;
  for (const LinearSde& sde : bounded()) {
    const NoisyStart start(sde, t0);
    GaussianScore exact = exact_score(sde, law);
    const KeyedNoise noise(root / "start", 0);
    const Batch u = start.draw(draw(law, root / "data", 20'000), {noise, 0});
    const Mean bound = mean_of(-exact.log_density(u, t0).array() + start.correction(1));
    EXPECT_LE(std::abs(bound.value - law.entropy() - decoder_gap(sde, t0, law)), 4 * bound.error) << sde.name;
    if (sde.k() == 1) {
      EXPECT_NEAR(start.correction(3), -3 * std::log(sde.transition(0, t0).Phi(0, 0)), 1e-9);
    }
  }
}

// As t0 -> 0 the state becomes (x, v), and the correction minus the entropy of v.
TEST(NoisyStart, OfLangevinTendsToTheBoundThroughTheVelocity) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  EXPECT_NEAR(NoisyStart(sde, 1e-6).correction(2), -auxiliary_entropy(sde, 2), 1e-2);
  const LinearSde still = cld(constant_clock(4), 0.25, 1, 0.04);
  expect_says([&] { NoisyStart(still, 0); }, "expected a time > 0");
}

// The flow from the noisy start, with the prior's gap besides.
TEST(NoisyStart, WithTheFlowIsTheBoundOfTheProbabilityFlow) {
  const Coordinate law;
  for (const LinearSde& sde : bounded()) {
    GaussianScore exact = exact_score(sde, law);
    const NoisyStart start(sde, t0);
    const KeyedNoise noise(root / "flow", 0);
    const Batch u = start.draw(draw(law, root / "data", 2000), {noise, 0});
    ExactDivergence divergence;
    const Mean bound =
        mean_of(-log_likelihood(sde, exact, u, divergence, {.t0 = t0, .tolerance = {1e-6, 1e-6}}).array() +
                start.correction(1));
    EXPECT_LE(std::abs(bound.value - exact_bound(sde, t0, law)), 4 * bound.error + 1e-3) << sde.name;
  }
}

}  // namespace
}  // namespace pont::sde::test
