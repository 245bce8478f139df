// Samples by adaptive Runge-Kutta of laws of any scale and place, in units of their deviations.
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "sde/carried_moments.hpp"
#include "sde/exact_score.hpp"
#include "sde/samplers/adaptive_runge_kutta.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

const ad::Key key = ad::Key::root(16) / "law_units";

// Deviation of the data, and their mean in deviations.
std::vector<std::pair<double, double>> scales() {
  std::vector<std::pair<double, double>> all;
  for (const double scale : {1e-3, 1.0, 1e3, 1e6})
    for (const double away : {0.0, 1e5}) all.emplace_back(scale, away);
  return all;
}

// The flow of a normal law is affine: where the mean and the columns of a root of its covariance at T go. At
// the samplers' own tolerance; in the units of the data the variance came out .93 too small for a deviation
// of .001 around 100, and the mean 1.1 deviations off for one of 1000 around 1e8.
TEST(LawUnits, AdaptiveSamplesHaveTheMeanAndTheVarianceOfTheLaw) {
  for (const LinearSde& sde :
       {vp(affine_clock(0.1, 20)), ve(0.01, 50), cld(constant_clock(4), 0.25, 1, 0.04, 3)})
    for (const auto& [scale, away] : scales()) {
      const int k = sde.k();
      const Gaussian law{Eigen::VectorXd::Constant(1, away * scale),
                         Eigen::MatrixXd::Constant(1, 1, scale * scale)};
      const CarriedMoments moments(sde, law);
      const CarriedMoments::At from = moments.at(sde.T), to = moments.at(1e-9);
      Batch u = Batch::Zero(k + 1, k);
      u.bottomRows(k) = from.root[0].transpose();
      u.array().rowwise() += from.mean.transpose();
      GaussianScore exact(sde, law.mean, law.covariance);
      CountingScore score(exact);
      const KeyedNoise noise(key, 0);
      AdaptiveRungeKutta({1e-5, 1e-5}, law).step(Reverse(sde, 0), score, sde.T, 1e-9, {noise, 0}, u);
      const Eigen::RowVectorXd mean = u.row(0), deviation = moments.deviations(1e-9);
      const Batch root = u.bottomRows(k).rowwise() - mean;
      EXPECT_LE(largest((mean - to.mean.matrix().transpose()).cwiseQuotient(deviation)), 1e-4) << sde.name;
      EXPECT_NEAR(root.col(0).squaredNorm() / (deviation[0] * deviation[0]), 1, 3e-4)
          << sde.name << " " << scale << " " << away;
      EXPECT_LE(score.evaluations(), k == 1 ? 160 : 600) << sde.name;
    }
}

// A narrow mixture: as a run of a tolerance 1e-9, to a thousandth of a component's deviation, and for little:
// steps of more than the time that is left would be refused one after the other (866 evaluations).
TEST(LawUnits, AdaptiveSamplesOfANarrowMixtureNeedFewEvaluations) {
  const LinearSde sde = vp(affine_clock(0.1, 20));
  Mixture law = diamond();
  law.means *= 1e-3;
  law.variances *= 1e-6;
  MixtureScore exact(sde, law);
  CountingScore score(exact);
  const KeyedNoise noise(key, 0);
  const auto moved = [&](double tolerance) {
    Batch u = draw_marginal(sde, draw(law, key / "narrow", 60), noise);
    AdaptiveRungeKutta({tolerance, tolerance}, moments(law))
        .step(Reverse(sde, 0), score, sde.T, 1e-9, {noise, 0}, u);
    return u;
  };
  const Batch ours = moved(1e-5);
  EXPECT_LE(score.evaluations(), 400);
  EXPECT_LE(largest(ours - moved(1e-9)), 1e-3 * 4e-5);
}

TEST(LawUnits, TracesOfAdaptiveSamplesAreStatesOfTheFlow) {
  const LinearSde sde = vp(affine_clock(0.1, 20));
  const Gaussian law{Eigen::VectorXd::Constant(1, 1e8), Eigen::MatrixXd::Constant(1, 1, 1e6)};
  const CarriedMoments moments(sde, law);
  GaussianScore score(sde, law.mean, law.covariance);
  Batch u(2, 1);
  u << moments.mean(1)[0], moments.mean(1)[0] + moments.deviations(1)[0];
  std::vector<double> seen;
  AdaptiveRungeKutta({1e-5, 1e-5}, law)
      .trace(Reverse(sde, 0), score, 1, 1e-3, {0.9, 0.5, 0.1, 1e-3}, u,
             [&](std::size_t, double t, const Batch& state) {
               seen.push_back(t);
               EXPECT_NEAR(state(0, 0), moments.mean(t)[0], 1e-6 * moments.deviations(t)[0]) << t;
               EXPECT_NEAR((state(1, 0) - state(0, 0)) / moments.deviations(t)[0], 1, 1e-6) << t;
             });
  EXPECT_EQ(seen, (std::vector<double>{0.9, 0.5, 0.1, 1e-3}));
}

}  // namespace
}  // namespace pont::sde::test
