// Exact W2 against brute force, sorting, a linear programme solved by hand, and its laws.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "experiments/metrics/repetition.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "metrics_clouds.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

const ad::Key kKey = ad::Key::root(20) / "metrics";

double brute_force(const Points& x, const Points& y) {  // the best of all n! assignments
  std::vector<Eigen::Index> to(std::size_t(x.rows()));
  std::iota(to.begin(), to.end(), 0);
  double best = std::numeric_limits<double>::infinity();
  do {
    double cost = 0;
    for (Eigen::Index i = 0; i < x.rows(); ++i) cost += (x.row(i) - y.row(to[std::size_t(i)])).squaredNorm();
    best = std::min(best, cost);
  } while (std::next_permutation(to.begin(), to.end()));
  return std::sqrt(best / double(x.rows()));
}

template <class Function>
std::string message_of(Function f) {
  try {
    f();
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "nothing was thrown";
}

TEST(Wasserstein, EqualsTheBestAssignment) {
  for (Eigen::Index n = 1; n <= 8; ++n)
    for (Eigen::Index d = 1; d <= 3; ++d) {
      const ad::Key key = kKey / "assignment" / std::uint64_t(n) / std::uint64_t(d);
      const Points x = normal_cloud(key / "x", n, d), y = normal_cloud(key / "y", n, d);
      const double expected = brute_force(x, y);
      EXPECT_NEAR(wasserstein2(x, y), expected, 1e-14 * (1 + expected)) << n << " points in " << d;
    }
}

TEST(Wasserstein, EqualsSortingInOneDimensionAlsoForUnequalSizes) {
  for (const auto& [n, m] : {std::pair{200, 200}, {200, 300}, {97, 101}, {1, 50}, {128, 64}}) {
    const ad::Key key = kKey / "sorting" / std::uint64_t(n) / std::uint64_t(m);
    const Points x = normal_cloud(key / "x", n, 1), y = normal_cloud(key / "y", m, 1);
    const double expected = wasserstein2_1d(column(x), column(y));
    EXPECT_NEAR(wasserstein2(x, y), expected, 1e-13 * expected) << n << " and " << m;
  }
}

TEST(Wasserstein, OneDimensionByHand) {
  // F jumps at 0 and 3, G at 0, 1, 2: u in thirds and halves; (0-0)^2/3 + (0-1)^2/6 + (3-1)^2/6 + (3-2)^2/3.
  EXPECT_DOUBLE_EQ(wasserstein2_1d(std::vector{3., 0.}, std::vector{1., 2., 0.}), std::sqrt(7. / 6));
}

TEST(Wasserstein, TranslationMovesByItsLength) {
  Eigen::RowVectorXd a(3);
  a << 3, -4, 12;
  for (const double scale : {1e-6, 1e-3, 1., 1e6}) {
    const Points x = normal_cloud(kKey / "translation", 150, 3), y = x.rowwise() + scale * a;
    EXPECT_NEAR(wasserstein2(x, y) / (13 * scale), 1, 1e-9) << scale;
  }
}

TEST(Wasserstein, EqualCloudsInAnyOrderAreAtDistanceZero) {
  const Points x = normal_cloud(kKey / "zero", 100, 2), y = x.colwise().reverse();
  EXPECT_EQ(wasserstein2(x, y), 0);
}

TEST(Wasserstein, ManyTiesTerminateWithTheOptimum) {
  // Integer grids have thousands of degenerate pivots; a shift by one column is optimal by the translation
  // law.
  Points x(400, 2), y(400, 2);
  for (Eigen::Index i = 0; i < 400; ++i) x.row(i) << double(i % 20), double(i / 20);
  y = x.rowwise() + Eigen::RowVector2d(1, 0);
  EXPECT_DOUBLE_EQ(wasserstein2(x, y), 1);
  EXPECT_DOUBLE_EQ(wasserstein2(Points::Zero(300, 2), Points::Ones(200, 2)), std::sqrt(2.));
}

TEST(Wasserstein, WeightsSolveALinearProgrammeByHand) {
  // Masses (3/4, 1/4) at 0 and 2 to (1/2, 1/2) at 0 and 1 on a line:
  // 1/2 stays, 1/4 moves 0 -> 1, 1/4 moves 2 -> 1.
  const Points x = from_rows({{0}, {2}}), y = from_rows({{0}, {1}});
  const std::vector<double> a{3, 1}, b{0.5, 0.5};
  const Coupling coupling = optimal_coupling(x, y, a, b);
  EXPECT_DOUBLE_EQ(coupling.distance, std::sqrt(0.5));
  ASSERT_EQ(coupling.pairs.size(), 3u);
  const std::vector<std::array<double, 3>> expected{{0, 0, 0.5}, {0, 1, 0.25}, {1, 1, 0.25}};
  for (std::size_t p = 0; p < 3; ++p) {
    EXPECT_EQ(double(coupling.pairs[p].from), expected[p][0]);
    EXPECT_EQ(double(coupling.pairs[p].to), expected[p][1]);
    EXPECT_DOUBLE_EQ(coupling.pairs[p].mass, expected[p][2]);
  }
}

TEST(Wasserstein, IntegerWeightsEqualRepeatedPoints) {
  const Points x = normal_cloud(kKey / "repeated x", 5, 2), y = normal_cloud(kKey / "repeated y", 6, 2);
  const std::vector<double> a{1, 2, 3, 1, 2}, b(6, 1.0);
  Points repeated(9, 2);
  for (Eigen::Index i = 0, r = 0; i < 5; ++i)
    for (int c = 0; c < int(a[std::size_t(i)]); ++c) repeated.row(r++) = x.row(i);
  EXPECT_NEAR(wasserstein2(x, y, a, b), wasserstein2(repeated, y), 1e-14);
  EXPECT_GT(std::abs(wasserstein2(x, y, a, b) - wasserstein2(x, y)), 1e-3);  // the weights matter
}

TEST(Wasserstein, ZeroWeightRemovesAPoint) {
  const Points x = from_rows({{0}, {1e3}}), y = from_rows({{2}});
  EXPECT_DOUBLE_EQ(wasserstein2(x, y, std::vector{1., 0.}, std::vector{1.}), 2);
}

TEST(Wasserstein, CouplingHasTheRightMarginals) {
  const Points x = normal_cloud(kKey / "marginal x", 60, 2), y = normal_cloud(kKey / "marginal y", 45, 2);
  std::vector<double> row(60), col(45);
  const Coupling coupling = optimal_coupling(x, y);
  EXPECT_LE(coupling.pairs.size(), 60u + 45u - 1u);
  for (const CoupledPair& p : coupling.pairs)
    row[std::size_t(p.from)] += p.mass, col[std::size_t(p.to)] += p.mass;
  for (const double r : row) EXPECT_NEAR(r, 1. / 60, 1e-15);
  for (const double c : col) EXPECT_NEAR(c, 1. / 45, 1e-15);
}

// More points than a matrix of costs is made for: on the line sorting is exact, too.
TEST(Wasserstein, LargeCloudsAgreeWithSorting) {
  const Points x = normal_cloud(kKey / "large x", 3000, 1),
               y = (normal_cloud(kKey / "large y", 2400, 1) * 1.5).array() + 0.3;
  const auto all = [](const Points& p) { return std::span(p.data(), std::size_t(p.size())); };
  EXPECT_NEAR(wasserstein2(x, y), wasserstein2_1d(all(x), all(y)), 1e-12);
}

TEST(Wasserstein, IsSymmetricAndObeysTheTriangleInequality) {
  const Points x = normal_cloud(kKey / "p", 50, 3), y = normal_cloud(kKey / "q", 70, 3) * 2,
               z = normal_cloud(kKey / "r", 40, 3) * 0.5;
  EXPECT_NEAR(wasserstein2(x, y), wasserstein2(y, x), 1e-14);
  EXPECT_LE(wasserstein2(x, z), wasserstein2(x, y) + wasserstein2(y, z));
}

TEST(Wasserstein, ErrorsNameTheCloudTheValueAndTheRemedy) {
  Points x = Points::Zero(3, 2);
  EXPECT_EQ(message_of([&] { wasserstein2(x, Points::Zero(3, 1)); }),
            "wasserstein2: x has shape [3, 2] and y has shape [3, 1]; expected the same dimension (columns)");
  EXPECT_EQ(message_of([&] { wasserstein2(Points(0, 2), x); }),
            "wasserstein2: x has shape [0, 2]; expected at least one point and one dimension");
  x(1, 0) = std::nan("");
  EXPECT_EQ(message_of([&] { wasserstein2(Points::Zero(1, 2), x); }),
            "wasserstein2: y[1, 0] is nan; expected finite numbers: did the sampler diverge?");
  EXPECT_THAT(message_of([] { wasserstein2(Points::Zero(50'000, 1), Points::Zero(50'000, 1)); }),
              testing::HasSubstr("50000 x 50000 points make 2500000000 pairs; at most 400000000 are"));
  const Points y = Points::Zero(2, 1);
  EXPECT_EQ(message_of([&] {
              wasserstein2(y, y, std::vector{1.}, std::vector{1., 1.});
            }),
            "wasserstein2: 1 weights for 2 points of x; expected one each");
  EXPECT_EQ(message_of([&] {
              wasserstein2(y, y, std::vector{1., 1.}, std::vector{1., -2.});
            }),
            "wasserstein2: weights of y[1] is -2; expected a finite weight >= 0");
  EXPECT_EQ(message_of([&] {
              wasserstein2(y, y, std::vector{0., 0.}, std::vector{1., 1.});
            }),
            "wasserstein2: weights of x sum to 0; expected a finite sum > 0");
}

TEST(SlicedWasserstein, EqualsW2InOneDimension) {
  const Points x = normal_cloud(kKey / "s x", 80, 1), y = normal_cloud(kKey / "s y", 60, 1);
  EXPECT_NEAR(sliced_wasserstein2(x, y, kKey / "slices", 5), wasserstein2(x, y), 1e-14);
}

TEST(SlicedWasserstein, TranslationGivesTheMeanSquareProjection) {
  const Points x = normal_cloud(kKey / "s t", 40, 3);
  const Eigen::RowVector3d a(1, 2, -2);
  const Points y = x.rowwise() + a;
  const Eigen::Index n = 4000;
  const ad::Key key = kKey / "slices";
  const double exact = std::sqrt((random_directions(key, n, 3) * a.transpose()).squaredNorm() / double(n));
  EXPECT_NEAR(sliced_wasserstein2(x, y, key, n), exact, 1e-12);
  // E (theta . a)^2 = |a|^2 / d = 3; Var = |a|^4 (3 / (d (d + 2)) - 1 / d^2) = 7.2: five standard errors.
  EXPECT_NEAR(exact * exact, 3, 5 * std::sqrt(7.2 / double(n)));
}

TEST(SlicedWasserstein, DirectionsAreUnitVectorsThatDoNotDependOnTheirNumber) {
  const Points few = random_directions(kKey, 3, 4), many = random_directions(kKey, 30, 4);
  EXPECT_EQ(few, many.topRows(3));
  for (Eigen::Index p = 0; p < 30; ++p) EXPECT_NEAR(many.row(p).norm(), 1, 1e-15);
  EXPECT_EQ(message_of([] { random_directions(kKey, 0, 4); }),
            "random_directions: 0 projections in 4 dimensions; expected both >= 1");
}

}  // namespace
}  // namespace pont::experiments
