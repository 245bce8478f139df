// Measurements, posteriors, guided scores and the laws of restoring samplers, on Gaussian data.
#include <gtest/gtest.h>

#include <cmath>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "sde/restoration/restored_law.hpp"
#include "sde/samplers/exponential.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

Gaussian some_law(int d) {
  const Batch R = normals(ad::Key::root(21), d, d), m = normals(ad::Key::root(22), 1, d);
  return {m.row(0).transpose(), symmetric(R * R.transpose() / d) + 0.1 * Eigen::MatrixXd::Identity(d, d)};
}

Measurement some_measurement(int m, int d) { return {normals(ad::Key::root(23), m, d), 0.3}; }

const std::vector<LinearSde>& one_block() {
  static const std::vector<LinearSde> all{vp(affine_clock(0.1, 20)), sub_vp(affine_clock(0.1, 20)),
                                          ve(0.01, 20)};
  return all;
}

TEST(Measurements, AreMeansAndMasks) {
  EXPECT_EQ(kept_pixels((Eigen::VectorXd(3) << 0, 2, 1).finished()),
            (Eigen::MatrixXd(2, 3) << 0, 1, 0, 0, 0, 1).finished());
  const Eigen::MatrixXd means = block_means(4, 2), blur = circular_blur(4, 0.7);
  const Eigen::VectorXd ramp = Eigen::VectorXd::LinSpaced(16, 0, 15), ones = Eigen::VectorXd::Ones(16);
  EXPECT_EQ((means * ramp)[0], (0 + 1 + 4 + 5) / 4.0);
  EXPECT_EQ((means * ramp)[3], (10 + 11 + 14 + 15) / 4.0);
  EXPECT_LE(largest(blur * ones - ones), 1e-15);
  EXPECT_NEAR(blur(0, 3) / blur(0, 0), std::exp(-1 / (2 * 0.49)), 1e-15);  // the nearest way round the torus
  EXPECT_NEAR(blur(0, 12) / blur(0, 0), std::exp(-1 / (2 * 0.49)), 1e-15);
  expect_says([] { kept_pixels(Eigen::VectorXd::Zero(4)); }, "keeps no pixel");
  expect_says([] { block_means(8, 3); }, "blocks of 3 x 3 of 8 x 8 pixels");
  expect_says([] { circular_blur(8, 0); }, "a blur of 0 pixels");
  expect_says(
      [] {
        posterior(some_law(3), {Eigen::MatrixXd::Ones(1, 2), 0.1});
      },
      "a matrix [1, 2]; expected [m >= 1, 3]");
  expect_says([] { posterior(some_law(2), {Eigen::MatrixXd::Ones(1, 2), 0}); }, "sigma = 0, expected > 0");
}

// Bayes' rule by precisions: S^-1 + A^T A / sigma^2.
TEST(Posterior, AddsPrecisions) {
  const Gaussian law = some_law(5);
  const Measurement m = some_measurement(3, 5);
  const Restored p = posterior(law, m);
  const Eigen::MatrixXd precision = law.covariance.inverse() + m.A.transpose() * m.A / (m.sigma * m.sigma);
  EXPECT_LE(largest(p.covariance * precision - Eigen::MatrixXd::Identity(5, 5)), 1e-11);
  const Eigen::VectorXd y = normals(ad::Key::root(24), 1, 3).row(0).transpose();
  const Eigen::VectorXd goal =
      precision.inverse() * (law.covariance.inverse() * law.mean + m.A.transpose() * y / (m.sigma * m.sigma));
  EXPECT_LE(largest(p.gain * y + p.offset - goal), 1e-11);
}

// As noise ends, every guidance becomes exact; before, the others differ.
// With the exact covariance the guided score is that of data with the posterior law, under every SDE of one
// block.
TEST(GuidedScore, WithTheExactCovarianceIsThatOfThePosterior) {
  const Gaussian law = some_law(4);
  const Measurement m = some_measurement(2, 4);
  const Restored p = posterior(law, m);
  const Batch u = normals(ad::Key::root(25), 3, 4), y = normals(ad::Key::root(26), 1, 2);
  for (const LinearSde& sde : one_block()) {
    GaussianScore goal(sde, p.gain * y.row(0).transpose() + p.offset, p.covariance);
    for (const double t : {0.05, 0.4, 1.0})
      for (const Guidance& g : guidances()) {
        MeasurementScore score(sde, law, m, g);
        score.given(y.replicate(3, 1));
        Batch s, expected;
        score(u, t, s);
        goal(u, t, expected);
        const double error = largest(s - expected) / largest(expected);
        EXPECT_TRUE(g.name == "exact" ? error <= 1e-9 : t < 0.1 || error > 1e-3)
            << sde.name << " " << t << " " << g.name << ": " << error;
      }
  }
  expect_says([&] { MeasurementScore(cld(constant_clock(4), 0.25, 1, 0.04), law, m, guidance("exact")); },
              "its state has 2 blocks, expected 1");
  expect_says([] { guidance("none"); }, "no guidance is called 'none'; there are: dps, pigdm, exact");
}

// Along random directions, by differences of the score.
TEST(GuidedScore, ItsProbeIsItsSlope) {
  const Gaussian law = some_law(4);
  MeasurementScore score(vp(affine_clock(0.1, 20)), law, some_measurement(2, 4), guidance("pigdm"));
  score.given(normals(ad::Key::root(27), 5, 2));
  const Batch u = normals(ad::Key::root(28), 5, 4), v = normals(ad::Key::root(29), 5, 4);
  Batch s, before, after;
  Eigen::VectorXd vJv;
  score.probe(u, 0.3, v, s, vJv);
  score(u - 0.5 * v, 0.3, before);
  score(u + 0.5 * v, 0.3, after);  // affine: the difference is exact
  EXPECT_LE(largest((after - before).cwiseProduct(v).rowwise().sum() - vJv), 1e-11);
}

// The law of many samples: means and covariances within five standard errors.
TEST(RestoredLaw, IsThatOfSamples) {
  constexpr int d = 3, n = 20'000;
  const LinearSde sde = vp(affine_clock(0.1, 20));
  const Gaussian law = some_law(d);
  const Measurement m = some_measurement(2, d);
  MeasurementScore score(sde, law, m, guidance("pigdm"));
  const Reverse reverse(sde, 1);
  const ExponentialIntegrator sampler;
  const std::vector<double> grid = uniform_grid(1, 1e-3, 40);
  const Restored computed = *restored_law(sampler, reverse, score, grid);
  const Batch y = normals(ad::Key::root(30), 1, 2);
  score.given(y.replicate(n, 1));
  const KeyedNoise noise(ad::Key::root(31), 0);
  Batch u = draw_prior(sde, n, d, noise);
  sample(sampler, reverse, score, grid, noise, u);
  const Eigen::VectorXd mean = u.colwise().mean().transpose(),
                        goal = computed.gain * y.row(0).transpose() + computed.offset;
  const Batch centred = u.rowwise() - mean.transpose();
  const Eigen::MatrixXd covariance = centred.transpose() * centred / (n - 1);
  for (int i = 0; i < d; ++i) {
    EXPECT_NEAR(mean[i], goal[i], 5 * std::sqrt(computed.covariance(i, i) / n)) << i;
    for (int j = 0; j < d; ++j) {
      const double error = std::sqrt(
          (computed.covariance(i, i) * computed.covariance(j, j) + std::pow(computed.covariance(i, j), 2)) /
          n);
      EXPECT_NEAR(covariance(i, j), computed.covariance(i, j), 5 * error) << i << " " << j;
    }
  }
  const double off =
      std::abs(mean[0] - (posterior(law, m).gain * y.row(0).transpose() + posterior(law, m).offset)[0]);
  EXPECT_GT(off, 10 * std::sqrt(computed.covariance(0, 0) / n))
      << "PiGDM is biased, or the test could not see it";
}

// The exact guidance tends to the posterior with order one; an explosion is told.
TEST(RestoredLaw, OfTheExactScoreTendsToThePosterior) {
  const LinearSde sde = vp(affine_clock(0.1, 20));
  const Gaussian law = some_law(4);
  const Measurement m = some_measurement(2, 4);
  const auto distance = [&](const std::string& name, int steps) {
    MeasurementScore score(sde, law, m, guidance(name));
    const auto sampled =
        restored_law(ExponentialIntegrator(), Reverse(sde, 1), score, uniform_grid(1, 1e-5, steps));
    return sampled ? wasserstein2(*sampled, posterior(law, m), measured(law, m)).total : INFINITY;
  };
  EXPECT_NEAR(std::log2(distance("exact", 400) / distance("exact", 800)), 1, 0.1);
  EXPECT_LT(distance("exact", 800), 0.05);
  EXPECT_GT(distance("pigdm", 800), 0.05);
  MeasurementScore stiff(sde, law, {m.A, 0.01}, guidance("dps"));
  EXPECT_GT(stiff.stiffness(0.5, 0.01), 2);
  EXPECT_FALSE(restored_law(ExponentialIntegrator(), Reverse(sde, 1), stiff, uniform_grid(1, 1e-3, 100)));
}

// Both parts, by hand in one dimension.
TEST(RestoredDistance, HasAPartOfMeansAndOneOfCovariances) {
  const auto one = [](double x) { return Eigen::MatrixXd::Constant(1, 1, x); };
  const Restored p{one(2), one(1), one(4)}, q{one(1), one(0), one(1)};
  const RestoredDistance d =
      wasserstein2(p, q, {one(3), one(0.5)});  // mean of (y + 1)^2 for y ~ N(3, .5): 16.5
  EXPECT_NEAR(d.mean, std::sqrt(16.5), 1e-12);
  EXPECT_NEAR(d.covariance, 1, 1e-7);
  EXPECT_NEAR(d.total, std::hypot(d.mean, d.covariance), 1e-12);
}

}  // namespace
}  // namespace pont::sde::test
