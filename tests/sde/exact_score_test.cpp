// Exact scores against direct sums, finite differences of the log-density, and each other.
#include "sde/exact_score.hpp"

#include <gtest/gtest.h>

#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

Mixture uneven(Eigen::Index variance_columns) {
  Mixture data{Eigen::ArrayXd(3), Eigen::ArrayXXd(3, 2), Eigen::ArrayXXd(3, variance_columns)};
  data.weights << 0.2, 0.5, 0.3;
  data.means << 1, -1, 0.3, 0.8, -0.7, 0.1;
  for (Eigen::Index i = 0; i < 3; ++i)
    for (Eigen::Index j = 0; j < variance_columns; ++j)
      data.variances(i, j) = 0.05 + 0.1 * static_cast<double>(i) + 0.04 * static_cast<double>(j);
  return data;
}

// log sum_i w_i N(u; Phi mu_i, Phi S_i Phi^T + Q) with dense matrices over all k*d coordinates.
double direct(const LinearSde& sde, const Mixture& data, const Eigen::VectorXd& u, double t) {
  const Kernel K = sde.transition(0, t);
  const int k = sde.k();
  const Eigen::Index d = data.means.cols();
  double density = 0;
  for (Eigen::Index i = 0; i < data.means.rows(); ++i) {
    Eigen::MatrixXd Sigma = Eigen::MatrixXd::Zero(k * d, k * d);
    Eigen::VectorXd gap = u;
    for (Eigen::Index j = 0; j < d; ++j) {
      Mat S = sde.initial;
      S(0, 0) = data.variances(i, data.variances.cols() == 1 ? 0 : j);
      S = K.push(S);
      for (int b = 0; b < k; ++b) {
        gap(b * d + j) -= K.Phi(b, 0) * data.means(i, j);
        for (int c = 0; c < k; ++c) Sigma(b * d + j, c * d + j) = S(b, c);
      }
    }
    const double quadratic = gap.dot(Sigma.llt().solve(gap));
    density += data.weights(i) * std::exp(-0.5 * quadratic) /
               std::sqrt((2 * std::numbers::pi * Sigma).determinant());
  }
  return std::log(density);
}

// One test state per row, near the law of u_t.
Batch states(const LinearSde& sde, double t, Eigen::Index rows, Eigen::Index d) {
  Mat S = sde.initial;
  S(0, 0) = 1;
  return mixed(cholesky(sde.covariance(t, S)), normals(ad::Key::root(5) / "states", rows, sde.k() * d));
}

TEST(ExactScore, MixtureDensityEqualsTheDirectSumUnderEveryModel) {
  for (const Model& m : models())
    for (const Eigen::Index columns : {1, 2})
      for (double t : {0.05, 0.5}) {
        const Mixture data = uneven(columns);
        MixtureScore score(m.example, data);
        const Batch u = states(m.example, t, 5, 2);
        const Eigen::VectorXd logs = score.log_density(u, t);
        for (Eigen::Index r = 0; r < u.rows(); ++r)
          EXPECT_NEAR(logs(r), direct(m.example, data, u.row(r).transpose(), t), 1e-10) << m.name;
      }
}

// Central differences of the log-density, in each direction; and of the score, along v.
template <class S>
void check_derivatives(const LinearSde& sde, S& score, double t, const std::string& name) {
  const Batch u = states(sde, t, 4, 2);
  Batch s, v = normals(ad::Key::root(5) / "v", u.rows(), u.cols());
  for (int b = 0; b < sde.k(); ++b)
    if (sde.D.row(b).isZero(0)) v.middleCols(2 * b, 2).setZero();
  Eigen::VectorXd vJv;
  score.probe(u, t, v, s, vJv);
  Batch alone;
  score(u, t, alone);
  EXPECT_EQ(alone, s) << name;
  const double e = 1e-4 * std::sqrt(sde.transition(0, t).Q.diagonal().minCoeff());
  auto slope = [&](const Batch& direction) -> Eigen::VectorXd {  // fourth order
    return (8 * (score.log_density(u + e * direction, t) - score.log_density(u - e * direction, t)) -
            (score.log_density(u + 2 * e * direction, t) - score.log_density(u - 2 * e * direction, t))) /
           (12 * e);
  };
  for (Eigen::Index c = 0; c < u.cols(); ++c) {
    Batch unit = Batch::Zero(u.rows(), u.cols());
    unit.col(c).setOnes();
    const bool driven = !sde.D.row(c / 2).isZero(0);
    const Eigen::VectorXd expected = driven ? slope(unit) : Eigen::VectorXd::Zero(u.rows());
    EXPECT_LE(largest(s.col(c) - expected), 1e-8 * (1 + largest(s)) / (1e4 * e)) << name << " column " << c;
  }
  Batch up, down;
  score(u + e * v, t, up);
  score(u - e * v, t, down);
  const Eigen::VectorXd curvature = (v.array() * (up - down).array()).rowwise().sum() / (2 * e);
  EXPECT_LE(largest(curvature - vJv), 1e-6 * (1 + largest(vJv))) << name;
}

TEST(ExactScore, DerivativesOfTheMixtureUnderEveryModel) {
  for (const Model& m : models())
    for (const Eigen::Index columns : {1, 2}) {
      MixtureScore score(m.example, uneven(columns));
      check_derivatives(m.example, score, 0.4, m.name);
    }
}

TEST(ExactScore, DerivativesOfAFullGaussianUnderEveryModel) {
  const Eigen::Matrix2d C = (Eigen::Matrix2d() << 0.5, 0.3, 0.3, 0.4).finished();
  for (const Model& m : models()) {
    GaussianScore score(m.example, Eigen::Vector2d(0.4, -0.2), C);
    check_derivatives(m.example, score, 0.4, m.name);
  }
}

TEST(ExactScore, GaussianIsAMixtureOfOne) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  GaussianScore gaussian(sde, Eigen::Vector2d(0.4, -0.2), Eigen::Vector2d(0.5, 0.1).asDiagonal());
  Mixture one{Eigen::ArrayXd::Ones(1), Eigen::ArrayXXd(1, 2), Eigen::ArrayXXd(1, 2)};
  one.means << 0.4, -0.2;
  one.variances << 0.5, 0.1;
  MixtureScore mixture(sde, one);
  const Batch u = states(sde, 0.3, 6, 2);
  Batch a, b;
  gaussian(u, 0.3, a);
  mixture(u, 0.3, b);
  EXPECT_LE(largest(a - b), 1e-12);
  const Eigen::Matrix2d C = (Eigen::Matrix2d() << 0.5, 0.3, 0.3, 0.4).finished();
  const Mixture full = pont::sde::gaussian(Eigen::Vector2d(0.4, -0.2), C);
  const auto variances = full.variances.row(0).matrix().asDiagonal();
  EXPECT_LE(largest(full.axes * variances * full.axes.transpose() - C), 1e-15);
  EXPECT_LE(largest(full.axes * full.means.row(0).matrix().transpose() - Eigen::Vector2d(0.4, -0.2)), 1e-15);
}

// Rows far from all components: no overflow, the nearest component's linear score.
TEST(ExactScore, FarAwayIsFinite) {
  const LinearSde sde = vp(constant_clock(4));
  MixtureScore score(sde, diamond());
  const Batch u = Batch::Constant(1, 2, 1e4);
  Batch s;
  score(u, 1e-3, s);
  const double S = 0.0016 * std::exp(-0.004) - std::expm1(-0.004);
  EXPECT_TRUE(s.allFinite());
  EXPECT_NEAR(s(0, 0) * S / -1e4, 1, 1e-3);
  EXPECT_TRUE(score.log_density(u, 1e-3).allFinite());
}

TEST(ExactScore, ARowDoesNotDependOnItsBatch) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  MixtureScore mixture(sde, diamond());
  GaussianScore gaussian(sde, Eigen::Vector2d(0.4, -0.2),
                         (Eigen::Matrix2d() << 0.5, 0.3, 0.3, 0.4).finished());
  const Batch u = states(sde, 0.3, 7, 2);
  for (Score* score : {static_cast<Score*>(&mixture), static_cast<Score*>(&gaussian)}) {
    Batch all, one;
    (*score)(u, 0.3, all);
    for (Eigen::Index r = 0; r < u.rows(); ++r) {
      (*score)(u.row(r), 0.3, one);
      EXPECT_EQ(one, Batch(all.row(r)));
    }
  }
}

TEST(ExactScore, CountsEvaluations) {
  const LinearSde sde = vp(constant_clock(4));
  MixtureScore exact(sde, diamond());
  CountingScore score(exact);
  Batch u = Batch::Zero(3, 2), s;
  Eigen::VectorXd vJv;
  score(u, 0.5, s);
  score.probe(u, 0.5, u, s, vJv);
  EXPECT_EQ(score.evaluations(), 2);
}

// Turning a mixture turns its score and its density, under one block and under two.
TEST(ExactScore, AMixtureAlongItsOwnAxesIsTheTurnedOne) {
  for (const LinearSde& sde : {vp(constant_clock(4)), cld(constant_clock(4), 0.25, 1, 0.04)}) {
    Mixture turned = uneven(2);
    turned.axes = Eigen::Rotation2Dd(0.7).toRotationMatrix();
    MixtureScore plain(sde, uneven(2)), along(sde, turned);
    const Batch u = states(sde, 0.3, 5, 2);
    const Mat R = Mat(turned.axes);
    Batch back(u.rows(), u.cols()), s, expected;
    for (int b = 0; b < sde.k(); ++b) back.middleCols(2 * b, 2) = u.middleCols(2 * b, 2) * R;
    along(u, 0.3, s);
    plain(back, 0.3, expected);
    for (int b = 0; b < sde.k(); ++b)
      EXPECT_LT(largest(s.middleCols(2 * b, 2) - expected.middleCols(2 * b, 2) * R.transpose()), 1e-12);
    EXPECT_LT(largest(along.log_density(u, 0.3) - plain.log_density(back, 0.3)), 1e-12);
    EXPECT_GT(largest(along.log_density(u, 0.3) - plain.log_density(u, 0.3)), 1e-3);  // negative control
  }
}

TEST(ExactScore, ErrorsNameSizes) {
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  MixtureScore score(sde, diamond());
  Batch s;
  expect_says([&] { score(Batch::Zero(1, 2), 0.5, s); },
              "mixture score under 'cld': u has 2 columns, expected k*d = 2*2");
  expect_says(
      [&] {
        MixtureScore(sde, {Eigen::ArrayXd::Ones(2), Eigen::ArrayXXd(1, 2), Eigen::ArrayXXd(1, 1)});
      },
      "mixture: weights [2], means [1, 2], variances [1, 1]; expected [n], [n, d], and [n, 1] or [n, d]");
  Mixture skew = uneven(2);
  skew.axes = Eigen::Matrix2d::Ones();
  expect_says([&] { checked(skew); },
              "mixture: axes [2, 2] in 2 dimensions; expected none, or as many orthonormal columns");
  expect_says([&] { GaussianScore(sde, Eigen::Vector2d(0, 0), Eigen::MatrixXd::Identity(3, 3)); },
              "gaussian: mean [2], covariance [3, 3]; expected [d], [d, d]");
}

}  // namespace
}  // namespace pont::sde::test
