// Distances of features: against plain formulas, and their floors against simulation.
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/metrics/copies.hpp"
#include "experiments/metrics/frechet.hpp"
#include "experiments/metrics/kernel_distance.hpp"
#include "tests/experiments/metrics_clouds.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

const ad::Key key = ad::Key::root(21) / "features";

// Six correlated features that are cut off at zero, as a ReLU leaves them: far from a normal law.
Points cut(const ad::Key& k, Eigen::Index n, bool normal = false) {
  constexpr Eigen::Index d = 6;
  Points z(n, d), mix(d, d);
  ad::fill_normal(k, 0, 0, z.size(), z.data());
  ad::fill_normal(key / "mix", 0, 0, mix.size(), mix.data());
  const Points x = z * mix / 3;
  return normal ? x : Points(x.cwiseMax(0));
}

TEST(Frechet, IsTheSquareOfTheDistanceOfTheGaussians) {
  const Points x = cut(key / "x", 300), y = cut(key / "y", 200, true);
  const double W = sde::wasserstein2(fitted(x), fitted(y));
  EXPECT_NEAR(Frechet(x).distance(y), W * W, 1e-10 * W * W);
  EXPECT_NEAR(Frechet(x).distance(x), 0, 1e-7);
  EXPECT_NEAR((fitted(x).covariance - moments(x).covariance).norm(), 0, 1e-13);
}

// What n exact samples score, and that the formula for normal features would not do.
TEST(Frechet, FloorIsWhatExactSamplesScore) {
  const Frechet law(cut(key / "law", 400'000));
  constexpr Eigen::Index n = 1'000;
  const Estimate scores =
      repeat([&](const ad::Key& k) { return law.distance(cut(k, n)); }, key / "draws", 400);
  const double bound = 4 * scores.standard_error + .03 * law.floor(n);  // the second: of the order 1 / n^2
  EXPECT_NEAR(scores.mean, law.floor(n), bound);
  const Gaussian g = fitted(cut(key / "law", 400'000));
  const Eigen::VectorXd l = g.covariance.selfadjointView<Eigen::Lower>().eigenvalues();
  double normal = l.sum();
  for (const double a : l) {
    normal += a / 4;
    for (const double b : l) normal += .5 * a * b / (a + b);
  }
  EXPECT_GT(std::abs(scores.mean - normal / n), bound) << "the control says little";
}

// Of a mean, the jackknife by groups is the spread of the groups' means.
TEST(Jackknife, OfAMeanIsTheErrorOfTheMean) {
  const Points x = cut(key / "mean", 500, true);
  const auto mean = [](const Points& rows) { return rows.col(0).mean(); };
  const Estimate e = jackknife(mean, x);
  double squares = 0;
  for (int g = 0; g < 10; ++g) squares += std::pow(x.col(0).segment(50 * g, 50).mean() - e.mean, 2);
  EXPECT_NEAR(e.mean, x.col(0).mean(), 1e-15);
  EXPECT_NEAR(e.standard_error, std::sqrt(squares / 90), 1e-13);
  EXPECT_THROW(jackknife(mean, x.topRows(19)), std::invalid_argument);
}

double naive_kernel_distance(const Points& x, const Points& y) {
  const auto k = [](const auto& a, const auto& b) { return std::pow(a.dot(b) / double(a.size()) + 1, 3); };
  double xx = 0, yy = 0, xy = 0;
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < x.rows(); ++j)
      if (i != j) xx += k(x.row(i), x.row(j)) / double(x.rows() * (x.rows() - 1));
  for (Eigen::Index i = 0; i < y.rows(); ++i)
    for (Eigen::Index j = 0; j < y.rows(); ++j)
      if (i != j) yy += k(y.row(i), y.row(j)) / double(y.rows() * (y.rows() - 1));
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < y.rows(); ++j) xy += k(x.row(i), y.row(j)) / double(x.rows() * y.rows());
  return xx + yy - 2 * xy;
}

TEST(KernelDistance, IsItsSumAndZeroOnAverageForEqualLaws) {
  const Points x = cut(key / "kx", 17), y = cut(key / "ky", 23, true);
  EXPECT_NEAR(kernel_distance(x, y), naive_kernel_distance(x, y), 1e-10);
  const Estimate equal = repeat(
      [](const ad::Key& k) { return kernel_distance(cut(k / "a", 30), cut(k / "b", 50)); }, key / "kid", 400);
  EXPECT_LT(std::abs(equal.mean), 4 * equal.standard_error);
  const Estimate apart = kernel_distances(cut(key / "p", 600), cut(key / "q", 600, true));
  EXPECT_GT(apart.mean, 5 * apart.standard_error);
}

// The ball of a point reaches to its k-th nearest neighbour, itself not counted.
double reach(const Points& x, Eigen::Index i, Eigen::Index k) {
  std::vector<double> d;
  for (Eigen::Index j = 0; j < x.rows(); ++j)
    if (j != i) d.push_back((x.row(i) - x.row(j)).squaredNorm());
  std::sort(d.begin(), d.end());
  return d[static_cast<std::size_t>(k - 1)];
}

TEST(Neighbourhoods, AreCountedBallByBall) {
  const Points samples = cut(key / "ns", 40), data = cut(key / "nd", 50, true);
  const Neighbourhoods n = neighbourhoods(samples, data, 5);
  Eigen::VectorXd density = Eigen::VectorXd::Zero(40), recall = Eigen::VectorXd::Zero(50),
                  coverage = Eigen::VectorXd::Zero(50);
  for (Eigen::Index i = 0; i < 40; ++i)
    for (Eigen::Index j = 0; j < 50; ++j) {
      const double d = (samples.row(i) - data.row(j)).squaredNorm();
      if (d <= reach(data, j, 5)) density[i] += .2, coverage[j] = 1;
      if (d <= reach(samples, i, 5)) recall[j] = 1;
    }
  EXPECT_NEAR((n.density - density).norm(), 0, 1e-12);
  EXPECT_NEAR((n.precision - Eigen::VectorXd((density.array() > 0).cast<double>())).norm(), 0, 0);
  EXPECT_NEAR((n.recall - recall).norm() + (n.coverage - coverage).norm(), 0, 0);
  EXPECT_THROW(neighbourhoods(samples.topRows(5), data, 5), std::invalid_argument);
}

TEST(PrincipalCoordinates, AreThoseOfLargestSpread) {
  Points x = cut(key / "pca", 500, true);
  x.col(2) *= 100;
  const Points y = principal_coordinates(x, x, 1);
  const double cosine = std::abs((y.col(0).array() * (x.col(2).array() - x.col(2).mean())).sum()) /
                        (y.col(0).norm() * (x.col(2).array() - x.col(2).mean()).matrix().norm());
  EXPECT_GT(cosine, .9999);
}

// A table of five images of two pixels; rows 0 to 2 count, or all.
TEST(Copies, AreNearestToOneImageByFar) {
  const std::vector<std::uint8_t> table{0, 0, 100, 0, 0, 200, 12, 0, 255, 255};
  const std::vector<std::uint8_t> images{10, 0, 50, 0, 100, 0};
  const std::vector<std::int64_t> three{0, 1, 2};
  const Eigen::VectorXd some = neighbour_ratios(images, {table, three}, 2),
                        all = neighbour_ratios(images, {table}, 2);
  EXPECT_NEAR((some - Eigen::Vector3d(10. / 90, 1, 0)).norm(), 0, 1e-15);
  EXPECT_NEAR((all - Eigen::Vector3d(2. / 10, 38. / 50, 0)).norm(), 0, 1e-15);
  EXPECT_THROW(neighbour_ratios(images, {table, std::span(three).first(1)}, 2), std::invalid_argument);
  const std::vector<std::uint8_t> black(70'000, 0), white(140'000, 255);  // sums beyond 32 bits
  EXPECT_EQ(neighbour_ratios(black, {white}, 70'000)[0], 1);
}

}  // namespace
}  // namespace pont::experiments
