// Samplers without an order: the Langevin corrector and annealed Langevin, by formula and by stationary law.
#include "sde/grid.hpp"
#include "sde/samplers/corrector.hpp"
#include "sde/samplers/explicit.hpp"
#include "tests/sde/gaussian_law.hpp"

namespace pont::sde::test {
namespace {

// Leaves the state: what a corrector does alone.
class Idle final : public Sampler {
 public:
  void step(const Reverse&, Score&, double, double, const StepNoise&, Batch&) const override {}
};

PredictorCorrector corrector(double snr, int corrections = 1) {
  return {std::make_unique<Idle>(), snr, corrections};
}

// Song et al. 2021, algorithm 4 (VE, alpha = 1) and 5 (VP), line by line, norms averaged over the batch.
TEST(PredictorCorrector, IsAlgorithm4And5) {
  for (const LinearSde& sde : {ve(0.01, 5), vp(constant_clock(4))}) {
    MixtureScore score(sde, diamond());
    const KeyedNoise noise(ad::Key::root(4), 0);
    const double t0 = 0.5, t1 = 0.4, snr = 0.16;
    const double alpha = sde.name == "ve" ? 1 : std::exp(-4 * (t0 - t1));
    const Batch start = normals(ad::Key::root(5), 3, 2);
    Batch u = start, g, z(3, 2);
    corrector(snr).step(Reverse(sde, 1), score, t0, t1, {noise, 7}, u);
    score(start, t1, g);
    noise.fill(7, 64, z);
    const double z_norm = (z.row(0).norm() + z.row(1).norm() + z.row(2).norm()) / 3;
    const double g_norm = (g.row(0).norm() + g.row(1).norm() + g.row(2).norm()) / 3;
    const double e = 2 * alpha * std::pow(snr * z_norm / g_norm, 2);
    EXPECT_LE(largest(u - start - e * g - std::sqrt(2 * e) * z), 1e-14) << sde.name;
  }
}

// At the middle of a symmetric mixture the score is zero: a step size from that row alone would be infinite.
TEST(PredictorCorrector, ARowWithoutScoreMovesLikeTheOthers) {
  const LinearSde sde = vp(constant_clock(4));
  MixtureScore score(sde, diamond());
  const KeyedNoise noise(ad::Key::root(4), 0);
  Batch u = normals(ad::Key::root(5), 3, 2);
  u.row(1).setZero();
  corrector(0.16).step(Reverse(sde, 1), score, 0.5, 0.4, {noise, 7}, u);
  EXPECT_GT(u.row(1).norm(), 0);
  EXPECT_LT(u.row(1).norm(), 2);
}

// The predictor comes first, with its own noise, and each correction has fresh noise.
TEST(PredictorCorrector, PredictsThenCorrects) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  MixtureScore score(sde, diamond());
  const KeyedNoise noise(ad::Key::root(4), 0);
  const Batch start = normals(ad::Key::root(5), 3, 4);
  Batch together = start, apart = start;
  const Reverse reverse(sde, 1);
  PredictorCorrector(std::make_unique<EulerMaruyama>(), 0.1, 2)
      .step(reverse, score, 0.5, 0.4, {noise, 7}, together);
  EulerMaruyama().step(reverse, score, 0.5, 0.4, {noise, 7}, apart);
  corrector(0.1, 2).step(reverse, score, 0.5, 0.4, {noise, 7}, apart);
  EXPECT_EQ(together, apart);
  Batch position = start;
  corrector(0.1, 2).step(reverse, score, 0.5, 0.4, {noise, 7}, position);
  EXPECT_EQ(Batch(position.leftCols(2)), Batch(start.leftCols(2)))
      << "the score of CLD is that of the velocity";
}

// Half the score: a Langevin step for p^(1/2), of twice the variance.
class HalfScore final : public Score {
 public:
  explicit HalfScore(Score& score) : score_(score) {}
  void operator()(const Batch& u, double t, Batch& s) override { score_(u, t, s), s *= 0.5; }
  void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) override {
    score_.probe(u, t, v, s, vJv), s *= 0.5, vJv *= 0.5;
  }

 private:
  Score& score_;
};

// Variance per coordinate after a hundred corrections, relative to p_t. In d = 100 dimensions |z|^2 / |s|^2
// is the variance of p_t up to 1 / sqrt(d), the chain mixes within 1 / (2 snr^2) = 22 steps, and its bias is
// snr^4 + O(1/d).
double corrected_variance(Score& score, const LinearSde& sde, double start) {
  const double t = 0.2, V = sde.covariance(t, Mat::Constant(1, 1, 0.25))(0, 0);
  Batch u = std::sqrt(start * V) * normals(ad::Key::root(8), 60, 100);
  const KeyedNoise noise(ad::Key::root(9), 0);
  corrector(0.15, 100).step(Reverse(sde, 1), score, t + 1e-9, t, {noise, 1}, u);
  return u.squaredNorm() / static_cast<double>(u.size()) / V;
}

TEST(PredictorCorrector, CorrectionsKeepAndRestoreTheLaw) {
  const LinearSde sde = vp(constant_clock(4));
  GaussianScore score(sde, Eigen::VectorXd::Zero(100), 0.25 * Eigen::MatrixXd::Identity(100, 100));
  HalfScore wrong(score);
  const double error = 4 * std::sqrt(2.0 / 6000) + 0.02;
  EXPECT_NEAR(corrected_variance(score, sde, 1), 1, error);
  EXPECT_NEAR(corrected_variance(score, sde, 1.5), 1, error);
  EXPECT_GT(corrected_variance(wrong, sde, 1), 1 + 3 * error);
}

TEST(PredictorCorrector, RefusesWhatCorrectsNothing) {
  expect_says([] { corrector(0); }, "predictor_corrector: snr = 0, corrections = 1; expected snr > 0");
  expect_says([] { corrector(0.1, 0); }, "or the predictor alone");
}

// Unadjusted Langevin x += e/2 s + sqrt(e) z for N(m, V) has stationary law N(m, V / (1 - e / (4 V))).
TEST(AnnealedLangevin, HasTheStationaryLawOfUnadjustedLangevin) {
  for (const LinearSde& sde : {ve(0.01, 5), vp(constant_clock(4))}) {
    GaussianScore score(sde, Eigen::VectorXd::Constant(1, 0.7), Eigen::MatrixXd::Constant(1, 1, 0.36));
    Law law{Eigen::VectorXd::Zero(1), Eigen::MatrixXd::Zero(1, 1)};
    const double t = 0.5, step = 0.4, e = step * sde.transition(0, t).Q(0, 0);
    for (int i = 0; i < 1000; ++i) push(AnnealedLangevin(step, 3), Reverse(sde, 1), score, 1, t, law);
    const Law goal = test::exact(sde, t, 0.7, 0.36);
    const double V = goal.covariance(0, 0);
    EXPECT_NEAR(law.mean(0), goal.mean(0), 1e-12) << sde.name;
    EXPECT_NEAR(law.covariance(0, 0), V / (1 - e / (4 * V)), 1e-12) << sde.name;
  }
}

TEST(AnnealedLangevin, RefusesNoSteps) {
  expect_says([] { AnnealedLangevin(0, 5); }, "annealed_langevin: step = 0, inner = 5; expected step > 0");
  expect_says([] { AnnealedLangevin(1, 0); }, "and inner >= 1");
}

}  // namespace
}  // namespace pont::sde::test
