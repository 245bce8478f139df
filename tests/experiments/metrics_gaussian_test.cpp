// Moments, Gaussian W2 and KL against closed forms; energy distance; repetition statistics.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/metrics/energy_distance.hpp"
#include "experiments/metrics/points.hpp"
#include "experiments/metrics/repetition.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "metrics_clouds.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

const ad::Key kKey = ad::Key::root(21) / "metrics";

Gaussian scalar(double mean, double variance) {
  return {Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance)};
}

Gaussian random_gaussian(const ad::Key& key, Eigen::Index d) {
  const Eigen::MatrixXd A = normal_cloud(key / "A", d, d);
  return {normal_cloud(key / "m", d, 1), A * A.transpose()};
}

Eigen::MatrixXd root(const Eigen::MatrixXd& S) {
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(S).operatorSqrt();
}

TEST(Moments, ByHand) {
  const Gaussian g = moments(from_rows({{0, 0}, {2, 0}, {1, 3}}));
  EXPECT_EQ(g.mean, Eigen::Vector2d(1, 1));
  EXPECT_EQ(g.covariance, (Eigen::Matrix2d() << 1, 0, 0, 3).finished());
  EXPECT_THROW(moments(Points::Zero(1, 2)), std::invalid_argument);
}

TEST(Moments, ALargeOffsetDoesNotCancel) {
  const Gaussian g = moments(from_rows({{1e9 + 1}, {1e9 + 2}, {1e9 + 3}}));
  EXPECT_EQ(g.covariance(0, 0), 1);
}

TEST(GaussianW2, ClosedForms) {
  EXPECT_DOUBLE_EQ(wasserstein2(scalar(1, 4), scalar(4, 36)), 5);  // sqrt(3^2 + (2 - 6)^2)
  EXPECT_DOUBLE_EQ(wasserstein2(scalar(0, 0), scalar(3, 16)), 5);  // a point mass
  const Gaussian p = random_gaussian(kKey / "p", 4), q = random_gaussian(kKey / "q", 4);
  const Eigen::MatrixXd R = root(p.covariance);
  const double traces = p.covariance.trace() + q.covariance.trace() - 2 * root(R * q.covariance * R).trace();
  EXPECT_NEAR(wasserstein2(p, q), std::sqrt((p.mean - q.mean).squaredNorm() + traces), 1e-12);
  EXPECT_NEAR(wasserstein2(p, q), wasserstein2(q, p), 1e-13);
}

TEST(GaussianW2, NearlyEqualLawsKeepTheirDigits) {
  // Scaling all standard deviations by 1 + h moves by h sqrt(tr S); the difference of traces is blind below
  // 1e-8.
  const Gaussian p = random_gaussian(kKey / "near", 3);
  for (const double h : {1e-4, 1e-8, 1e-11}) {
    const Gaussian q{p.mean, (1 + h) * (1 + h) * p.covariance};
    EXPECT_NEAR(wasserstein2(p, q) / (h * std::sqrt(p.covariance.trace())), 1, 1e-14 / h) << h;
  }
}

TEST(GaussianW2, SingularCovariancesAndErrors) {
  const Gaussian line{Eigen::Vector2d::Zero(), Eigen::Vector2d(1, 0).asDiagonal()};
  const Gaussian across{Eigen::Vector2d::Zero(), Eigen::Vector2d(0, 1).asDiagonal()};
  EXPECT_NEAR(wasserstein2(line, across), std::sqrt(2.), 1e-15);
  const Gaussian bad{Eigen::Vector2d::Zero(), Eigen::Vector2d(1, -1).asDiagonal()};
  try {
    wasserstein2(line, bad);
    FAIL() << "a negative eigenvalue was accepted";
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "wasserstein2: second law: covariance has the eigenvalue -1; expected all >= 0");
  }
}

TEST(KullbackLeibler, ClosedForms) {
  EXPECT_DOUBLE_EQ(kullback_leibler(scalar(1, 4), scalar(3, 9)), std::log(1.5) + (4 + 4) / 18. - 0.5);
  const Gaussian p = random_gaussian(kKey / "kp", 5), q = random_gaussian(kKey / "kq", 5);
  const Eigen::MatrixXd inverse = q.covariance.inverse();
  const Eigen::VectorXd m = q.mean - p.mean;
  const double textbook = 0.5 * ((inverse * p.covariance).trace() + m.dot(inverse * m) - 5 +
                                 std::log(q.covariance.determinant() / p.covariance.determinant()));
  EXPECT_NEAR(kullback_leibler(p, q) / textbook, 1, 1e-10);
  EXPECT_EQ(kullback_leibler(p, p), 0);
}

TEST(KullbackLeibler, NearlyEqualLawsKeepTheirDigits) {
  for (const double h :
       {1e-3, 1e-6}) {  // KL(N(0, 1 + h) || N(0, 1)) = (h - log(1 + h)) / 2 = h^2/4 - h^3/6 + ...
    const double h_stored = (1 + h) - 1;
    const double series = h_stored * h_stored * (0.25 - h_stored / 6 + h_stored * h_stored / 8);
    EXPECT_NEAR(kullback_leibler(scalar(0, 1 + h), scalar(0, 1)) / series, 1, 1e-9 + 1e-15 / h) << h;
  }
}

TEST(KullbackLeibler, RefusesSingularLaws) {
  EXPECT_THROW(kullback_leibler(scalar(0, 0), scalar(0, 1)), std::invalid_argument);
  EXPECT_THROW(kullback_leibler(scalar(0, 1), scalar(0, 0)), std::invalid_argument);
}

TEST(EnergyDistance, TwoPointMasses) {
  EXPECT_DOUBLE_EQ(energy_distance(from_rows({{0, 0}}), from_rows({{3, 4}})),
                   std::sqrt(10.));  // sqrt(2 |a - b|)
  EXPECT_EQ(energy_distance(Points::Ones(7, 2), Points::Ones(3, 2)), 0);
}

TEST(EnergyDistance, EqualsTheDoubleSumForEveryBlockRemainder) {
  for (const Eigen::Index n : {1, 7, 511, 512, 513, 1030}) {
    const Points x = normal_cloud(kKey / "ex" / std::uint64_t(n), n, 3),
                 y = normal_cloud(kKey / "ey", 20, 3) * 1.5;
    const auto mean = [](const Points& a, const Points& b) {
      Sum s;
      for (Eigen::Index i = 0; i < a.rows(); ++i)
        for (Eigen::Index j = 0; j < b.rows(); ++j) s += (a.row(i) - b.row(j)).norm();
      return s.value() / double(a.rows() * b.rows());
    };
    EXPECT_NEAR(energy_distance(x, y), std::sqrt(2 * mean(x, y) - mean(x, x) - mean(y, y)), 1e-13) << n;
  }
}

TEST(EnergyDistance, InOneDimensionIsTwiceTheCramerDistance) {
  // D^2 = 2 integral (F - G)^2: for {0, 1} against {0.5}: 2 (1/4 1/2 + 1/4 1/2) = 1/2.
  EXPECT_DOUBLE_EQ(energy_distance(from_rows({{0}, {1}}), from_rows({{0.5}})), std::sqrt(0.5));
}

TEST(Summation, CompensatesWhatPlainAdditionLoses) {
  const std::vector<double> values{1, 1e100, 1, -1e100};
  EXPECT_EQ(sum(values), 2);
}

TEST(Repetition, MeanAndStandardErrorByHand) {
  const Estimate e = estimate(std::vector{1., 2., 3., 6.});
  EXPECT_EQ(e.mean, 3);
  EXPECT_DOUBLE_EQ(e.standard_error, std::sqrt(14. / 3 / 4));
  EXPECT_EQ(e.repetitions, 4);
  EXPECT_TRUE(std::isnan(estimate(std::vector{5.}).standard_error));
  EXPECT_THROW(estimate(std::vector<double>{}), std::invalid_argument);
}

TEST(Repetition, FloorOfTheMeanDifferenceHasTheKnownScale) {
  // |mean_n - mean_m| of standard normals is half-normal: expectation sqrt(2/pi (1/n + 1/m)).
  const Metric metric = [](const Points& x, const Points& y) { return std::abs(x.mean() - y.mean()); };
  const Draw draw = [](const ad::Key& key, Eigen::Index n) { return normal_cloud(key, n, 1); };
  const Estimate floor = sampling_floor(metric, draw, 50, 100, kKey / "floor", 400);
  const double expected = std::sqrt(2 / M_PI * (1. / 50 + 1. / 100));
  EXPECT_NEAR(floor.mean, expected, 5 * floor.standard_error);
  EXPECT_NEAR(floor.standard_error, expected * std::sqrt(M_PI / 2 - 1) / 20, 0.25 * floor.standard_error);
  const Draw wrong = [](const ad::Key& key, Eigen::Index n) { return Points(1.5 * normal_cloud(key, n, 1)); };
  const Estimate control = sampling_floor(metric, wrong, 50, 100, kKey / "floor", 400);
  EXPECT_GT(std::abs(control.mean - expected), 5 * control.standard_error);  // the test can fail
}

}  // namespace
}  // namespace pont::experiments
