// Mixture potentials against quadrature, and one component against the Gaussian bridge.
#include "sde/bridges/light_bridge.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "bridge_fixtures.hpp"
#include "sde/bridges/gaussian_bridge.hpp"

namespace pont::sde {
namespace {

using Eigen::VectorXd;
using test::expect_says, test::largest;

const ad::Key key = ad::Key::root(6) / "light";

LightBridge line(double epsilon) {  // three components in one dimension
  return LightBridge({epsilon, Eigen::Vector3d(0.2, -0.4, 0.1), (Batch(3, 1) << -1, 0.5, 2).finished(),
                      (Batch(3, 1) << 0.3, 0.7, 0.2).finished()});
}

LightBridge volume() {
  return LightBridge({0.7, Eigen::Vector2d(0.3, -0.1), test::normals(key / "means", 2, 3),
                      test::normals(key / "scales", 2, 3).array().square() + 0.1});
}

// int f(y) dy over [-30, 30], spectrally accurate for what vanishes there.
template <class F>
double integral(const F& f) {
  const double h = 0.01;
  double sum = 0;
  for (int i = -3000; i <= 3000; ++i) sum += f(i * h);
  return sum * h;
}

double potential(const LightBridge& bridge, double y) {
  return std::exp(bridge.log_potential(Batch::Constant(1, 1, y))(0));
}

TEST(LightBridge, NormaliserIsTheIntegral) {
  for (const double epsilon : {0.5, 1.0, 3.0})
    for (const double x : {-1.0, 0.0, 2.5}) {
      const LightBridge bridge = line(epsilon);
      const double c = integral([&](double y) { return std::exp(x * y / epsilon) * potential(bridge, y); });
      EXPECT_NEAR(bridge.log_normaliser(Batch::Constant(1, 1, x))(0), std::log(c), 1e-11)
          << epsilon << " " << x;
    }
}

TEST(LightBridge, ConditionalLawIsThePlan) {
  const LightBridge bridge = volume();
  const Batch x = test::normals(key / "x", 5, 3), y = test::normals(key / "y", 5, 3);
  const VectorXd log_plan = (x.cwiseProduct(y).rowwise().sum() / bridge.epsilon() + bridge.log_potential(y) -
                             bridge.log_normaliser(x));
  for (Eigen::Index b = 0; b < 5; ++b) {
    const Mixture law = bridge.conditional(x.row(b));
    MixtureMarginal marginal(law, {Mat::Identity(1, 1), Mat::Zero(1, 1)}, Mat::Zero(1, 1));
    EXPECT_NEAR(marginal.log_density(y.row(b).data()), log_plan(b), 1e-11);
  }
}

// u_t(x) = epsilon d/dx log int N(y; x, epsilon (1 - t)) exp(y^2 / 2 epsilon) v(y) dy, its mean by
// quadrature.
TEST(LightBridge, ExpectedEndByQuadrature) {
  for (const double epsilon : {0.5, 2.0})
    for (const double t : {0.0, 0.3, 0.9})
      for (const double x : {-0.7, 1.2}) {
        const LightBridge bridge = line(epsilon);
        const auto weight = [&](double y) {
          return std::exp(y * y / (2 * epsilon) - (y - x) * (y - x) / (2 * epsilon * (1 - t))) *
                 potential(bridge, y);
        };
        const double mean = integral([&](double y) { return y * weight(y); }) / integral(weight);
        EXPECT_NEAR(bridge.expected_end(Batch::Constant(1, 1, x), t)(0), mean, 1e-10) << epsilon << " " << t;
        EXPECT_NEAR(bridge.drift(Batch::Constant(1, 1, x), t)(0), (mean - x) / (1 - t), 1e-8);
      }
}

TEST(LightBridge, OneComponentIsTheGaussianBridge) {
  const double epsilon = 0.8;
  const Eigen::RowVector2d r(0.4, -1), S(0.6, 1.7);
  const LightBridge light({epsilon, VectorXd::Zero(1), r, S});
  const Gaussian p0 = test::tilted_law(2, 1);
  const Eigen::MatrixXd A = S.asDiagonal();
  const GaussianCoupling plan = coupling_from_start(p0, {{A, r.transpose()}, epsilon * A});
  test::expect_equal(plan, schrodinger_coupling(p0, plan.end, epsilon), 1e-12, "plan");
  const LinearReference reference = brownian(2, std::sqrt(epsilon), 1);
  const GaussianBridge bridge{plan, reference.centre};
  const Batch X = test::normals(key / "x", 4, 2);
  for (const double t : {0.0, 0.4, 0.95}) {
    const AffineMap u = forward_drift(bridge, reference, t);
    const Batch expected = (X * u.A.transpose()).rowwise() + u.b.transpose();
    EXPECT_LT(largest(light.drift(X, t) - expected), 1e-10) << t;
  }
}

TEST(LightBridge, SamplesDoNotDependOnTheirBatch) {
  const LightBridge bridge = volume();
  const Batch X = test::normals(key / "x", 10, 3);
  const Batch all = bridge.sample(X, key), part = bridge.sample(X.bottomRows(4), key, 6);
  EXPECT_EQ(all.bottomRows(4), part);
}

TEST(LightBridge, SharpProblemsStayFinite) {  // exponents of 1e5 in the normaliser
  const LightBridge bridge(
      {1e-3, VectorXd::Zero(2), (Batch(2, 1) << -5, 5).finished(), Batch::Constant(2, 1, 0.2)});
  const Batch X = (Batch(3, 1) << -16, 0, 16).finished();
  EXPECT_TRUE(bridge.log_normaliser(X).allFinite());
  EXPECT_NEAR(bridge.expected_end(X, 0)(2), 5 + 0.2 * 16, 1e-12);
  EXPECT_TRUE(bridge.expected_end(X, 0.999999).allFinite());
}

TEST(LightBridge, RefusesWhatIsNoPotential) {
  expect_says(
      [] {
        LightBridge({1, VectorXd::Zero(2), Batch::Zero(1, 1), Batch::Ones(1, 1)});
      },
      "log_weights [2], means [1, 1], scales [1, 1]; expected [K], [K, d] and [K, d]");
  expect_says(
      [] {
        LightBridge({1, VectorXd::Zero(1), Batch::Zero(1, 1), Batch::Zero(1, 1)});
      },
      "smallest scale 0");
  expect_says([] { line(1).drift(Batch::Zero(1, 1), 1); }, "expected end at t = 1; expected 0 <= t < 1");
}

}  // namespace
}  // namespace pont::sde
