// Sampling with exact scores reaches the data; bounds from the standard error, with negative controls.
#include <gtest/gtest.h>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/explicit.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

// The score scaled by a factor: the mistake of notes that print Anderson's drift without its 2.
class ScaledScore final : public Score {
 public:
  ScaledScore(Score& score, double factor) : score_(score), factor_(factor) {}
  void operator()(const Batch& u, double t, Batch& s) override { score_(u, t, s), s *= factor_; }
  void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) override {
    score_.probe(u, t, v, s, vJv), s *= factor_, vJv *= factor_;
  }

 private:
  Score& score_;
  double factor_;
};

constexpr int steps = 400;

double sampled_variance(double factor, Eigen::Index n) {
  const LinearSde sde = ou(1, 3);
  GaussianScore exact(sde, Eigen::VectorXd::Zero(1), Eigen::MatrixXd::Constant(1, 1, 0.25));
  ScaledScore score(exact, factor);
  const KeyedNoise noise(ad::Key::root(11) / "ou", 0);
  Batch u = draw_prior(sde, n, 1, noise);
  sample(EulerMaruyama(), Reverse(sde, 1), score, uniform_grid(3, 0, steps), noise, u);
  return u.squaredNorm() / static_cast<double>(n);
}

// The variance those samples have exactly: V <- (1 + h (1 - 2 factor / S(t)))^2 V + 2 h, S(t) = 1 - .75
// e^{-2t}.
double expected_variance(double factor) {
  double V = 1;
  const auto grid = uniform_grid(3, 0, steps);
  for (std::size_t i = 0; i + 1 < grid.size(); ++i) {
    const double h = grid[i] - grid[i + 1], S = 1 - 0.75 * std::exp(-2 * grid[i]);
    V = std::pow(1 + h * (1 - 2 * factor / S), 2) * V + 2 * h;
  }
  return V;
}

// Anderson's drift is alpha x + 2 grad log p. With 1 in place of 2, as some notes print, the variance is 2.1,
// not .25.
TEST(Statistical, AndersonsDriftHasAFactorTwo) {
  const Eigen::Index n = 6000;
  const double relative = 4 * std::sqrt(2.0 / n);
  EXPECT_NEAR(expected_variance(1), 0.25, 0.01);
  EXPECT_NEAR(expected_variance(0.5), 2.1, 0.05);
  EXPECT_NEAR(sampled_variance(1, n) / expected_variance(1), 1, relative);
  EXPECT_NEAR(sampled_variance(0.5, n) / expected_variance(0.5), 1, relative);
}

TEST(Statistical, ExactScoreSamplesTheDiamond) {
  const Mixture data = diamond();
  const Eigen::Index n = 1800;
  for (const LinearSde& sde : {vp(affine_clock(0.1, 20)), cld(constant_clock(4), 0.25, 1, 0.04)}) {
    MixtureScore score(sde, data);
    const Reverse reverse(sde, 1);
    const KeyedNoise noise(ad::Key::root(12) / "diamond", 0);
    Batch u = draw_prior(sde, n, 2, noise);
    sample(EulerMaruyama(), reverse, score, quadratic_grid(1, 1e-3, 1000), noise, u);
    const Batch x = denoised(reverse, score, 1e-3, u);
    Eigen::ArrayXd counts = Eigen::ArrayXd::Zero(9);
    double within = 0, outliers = 0;
    for (Eigen::Index r = 0; r < n; ++r) {
      Eigen::Index nearest = 0;
      const double squared =
          (data.means.rowwise() - x.row(r).array()).square().rowwise().sum().minCoeff(&nearest);
      counts(nearest) += 1;
      within += squared / (2.0 * n);
      outliers += squared > 25 * 0.0016;
    }
    const double share = 1.0 / 9, error = std::sqrt(n * share * (1 - share));
    EXPECT_LE((counts - n * share).abs().maxCoeff(), 4 * error) << sde.name;
    EXPECT_EQ(outliers, 0) << sde.name;
    // mode variance .04^2: standard error sqrt(1 / n) of 2 n squares, and 2.5 % for the 1000 steps
    EXPECT_NEAR(within / 0.0016, 1, 4 / std::sqrt(n) + 0.025) << sde.name;
  }
}

}  // namespace
}  // namespace pont::sde::test
