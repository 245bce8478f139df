// Laws that data sets claim: the sample agrees with them, the quadrature is as fine as it says, entropies are
// right.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "autodiff/compile.hpp"
#include "experiments/data/curves.hpp"
#include "experiments/data/known_law.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

const ad::Key key = ad::Key::root(20240612) / "exact";
constexpr ad::i64 n = 8000;

/// The same stream in float32.
Points single_precision_sample(const DataSet& data, ad::Key stream) {
  ad::Tape tape;
  const ad::Var zero = tape.constant(ad::Tensor::scalar<ad::i64>(0));
  const ad::Tensor x = ad::eval(data.draw(zero, zero, n, stream, ad::Dtype::f32).x);
  Points points(n, data.dimension());
  for (ad::i64 i = 0; i < points.size(); ++i) points.data()[i] = x.at(i);
  return points;
}

/// How many standard errors the sample's log-density is away from the law's entropy, on an independent
/// sample.
double surprise(const sde::Mixture& law, const Points& points) {
  const Estimate h = entropy(law, key / "independent", n), c = cross_entropy(law, points);
  return (c.mean - h.mean) / std::hypot(c.standard_error, h.standard_error);
}

/// The largest distance, in standard errors, of a first or second moment of the sample from that of the law,
/// along the law's axes.
double worst_moment(const sde::Mixture& law, const Points& points) {
  const Points x = sde::to_axes(law, points);
  const auto away = [&](const Eigen::ArrayXd& values, double exact) {
    const double mean = values.mean(), variance = (values - mean).square().mean();
    return std::abs(mean - exact) / std::sqrt(variance / static_cast<double>(values.size()));
  };
  double worst = 0;
  for (Eigen::Index i = 0; i < x.cols(); ++i) {
    const Eigen::ArrayXd xi = x.col(i), mi = law.means.col(i);
    worst = std::max(worst, away(xi, (law.weights * mi).sum()));
    for (Eigen::Index j = 0; j <= i; ++j) {
      Eigen::ArrayXd second = mi * law.means.col(j);
      if (i == j) second += law.variances.col(law.variances.cols() == 1 ? 0 : i);
      worst = std::max(worst, away(xi * x.col(j).array(), (law.weights * second).sum()));
    }
  }
  return worst;
}

TEST(ExactLaw, AgreesWithTheSampleInBothTypes) {
  for (const DataCase& c : data_cases()) {
    if (!c.exact) continue;
    const auto data = c.build();
    const sde::Mixture law = *data->exact();
    EXPECT_NEAR(law.weights.sum(), 1, 1e-12) << c.name;
    for (const Points& x :
         {sample(*data, key / "points", n), single_precision_sample(*data, key / "points32")}) {
      EXPECT_LT(std::abs(surprise(law, x)), 4) << c.name;
      EXPECT_LT(worst_moment(law, x), 4.5) << c.name;
      const Points wrong = 1.1 * x;  // negative control
      EXPECT_GT(std::abs(surprise(law, wrong)), 4) << c.name;
      EXPECT_GT(worst_moment(law, wrong), 4.5) << c.name;
    }
  }
}

TEST(ExactLaw, QuadratureIsFineEnough) {
  for (const DataCase& c : data_cases()) {
    const auto data = c.build();
    const auto* curve = dynamic_cast<const NoisyCurve*>(data.get());
    if (!curve) continue;
    const auto law = curve->exact(), finer = curve->quadrature(5);
    ASSERT_TRUE(law && finer) << c.name;
    EXPECT_LT(law->weights.size(), NoisyCurve::most_components) << c.name;
    const Points x = sample(*data, key, 1000);
    const Eigen::VectorXd difference = log_density(*law, x) - log_density(*finer, x);
    EXPECT_LT(difference.cwiseAbs().maxCoeff(), 1e-8) << c.name;
    const Eigen::VectorXd coarse = log_density(*curve->quadrature(24), x) - log_density(*finer, x);
    EXPECT_GT(coarse.cwiseAbs().maxCoeff(), 1e-8) << c.name;  // negative control
  }
}

TEST(ExactLaw, CirclesHaveTheDensityOfARice) {
  // A circle of radius r blurred by sigma: exp(-(rho^2 + r^2) / 2 sigma^2) I0(rho r / sigma^2) / (2 pi
  // sigma^2).
  const auto data = data_of("{type: circles}");
  const Points x = sample(*data, key, 200);
  const Eigen::VectorXd logs = log_density(*data->exact(), x);
  const double variance = 0.08 * 0.08;
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    double density = 0;
    for (const double r : {1.0, 0.5}) {
      const double rho = x.row(i).norm(), apart = (rho * rho + r * r) / (2 * variance);
      density += 0.5 * std::exp(-apart) * std::cyl_bessel_i(0, rho * r / variance) /
                 (2 * std::numbers::pi * variance);
    }
    EXPECT_NEAR(logs(i), std::log(density), 1e-8);
  }
}

TEST(ExactLaw, EntropiesAreTheAnchors) {
  const auto diamond = entropy(*data_of("{type: diamond}")->exact(), key, 100000);
  const double separated = std::log(9.0) + std::log(2 * std::numbers::pi * std::numbers::e * 0.04 * 0.04);
  EXPECT_NEAR(separated, -1.40265, 5e-6);
  EXPECT_NEAR(diamond.mean, separated, 4 * diamond.standard_error);
  EXPECT_LT(diamond.standard_error, 0.005);
  const auto roll = entropy(*data_of("{type: multi_swiss_roll}")->exact(), key, 20000);
  EXPECT_NEAR(roll.mean, -3.339, 4 * std::hypot(roll.standard_error, 0.004 / 2));
}

TEST(ExactLaw, CorrelatedGaussianHasItsCovariance) {
  const Points x =
      sample(*data_of("{type: gaussian, mean: [1, 2], covariance: [[2, -.9], [-.9, .5]]}"), key, n);
  const Points r = x.rowwise() - Eigen::RowVector2d(1, 2);
  // Cov(r_i r_j) has variance C_ii C_jj + C_ij^2 (Isserlis 1918).
  EXPECT_NEAR(r.col(0).dot(r.col(1)) / n, -0.9, 4.5 * std::sqrt((2 * 0.5 + 0.81) / n));
  EXPECT_NEAR(r.col(0).squaredNorm() / n, 2, 4.5 * std::sqrt(8.0 / n));
  EXPECT_NEAR(r.col(1).squaredNorm() / n, 0.5, 4.5 * std::sqrt(0.5 / n));
}

// x = h * z on the torus: the covariance depends on the offset alone, the entropy is that of its spectrum.
TEST(ExactLaw, TextureIsStationary) {
  const int size = 8, d = size * size;
  const auto data = data_of("{type: texture}");
  const sde::Mixture law = *data->exact();
  const Eigen::MatrixXd C = law.axes * law.variances.row(0).matrix().asDiagonal() * law.axes.transpose();
  const auto shifted = [&](int p) { return (p / size + 3) % size * size + (p % size + 5) % size; };
  for (int p = 0; p < d; ++p) {
    EXPECT_NEAR(C(p, p), 0.25, 1e-12);
    for (int q = 0; q < d; ++q) EXPECT_NEAR(C(p, q), C(shifted(p), shifted(q)), 1e-12);
  }
  EXPECT_GT(C(0, 1), C(0, size) + 0.01);  // elongated along the horizontal, more or less
  EXPECT_GT(law.variances.minCoeff(), 1e-3);
  const double exact = 0.5 * (2 * std::numbers::pi * std::numbers::e * law.variances).log().sum();
  const Estimate h = entropy(law, key, n);
  EXPECT_NEAR(h.mean, exact, 4 * h.standard_error);
}

TEST(ExactLaw, CheckerboardFillsTheDarkSquaresEvenly) {
  const Points x = sample(*data_of("{type: checkerboard}"), key, n);
  Eigen::Array44d count = Eigen::Array44d::Zero();
  for (Eigen::Index i = 0; i < n; ++i)
    ++count(static_cast<int>(std::floor(x(i, 0) / 2)) + 2, static_cast<int>(std::floor(x(i, 1) / 2)) + 2);
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j) {
      const bool dark = (i + j) % 2 == 0;
      EXPECT_NEAR(count(i, j) / n, dark ? 0.125 : 0, dark ? 4.5 * std::sqrt(0.125 * 0.875 / n) : 0) << i << j;
    }
}

TEST(Entropy, RefusesWhatHasNoMeaning) {
  const sde::Mixture law = *data_of("{type: diamond}")->exact();
  try {
    log_density(law, Points::Zero(3, 5));
    ADD_FAILURE();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "log_density: points [3, 5] for a mixture in 2 dimensions; expected [n, 2]");
  }
  EXPECT_THROW(cross_entropy(law, Points::Zero(1, 2)), std::invalid_argument);
}

}  // namespace
}  // namespace pont::experiments
