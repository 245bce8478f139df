// Gaussian bridges against test vectors, stationarity of the joint precision, and integrated moment
// equations.
#include "sde/bridges/gaussian_bridge.hpp"

#include <gtest/gtest.h>

#include "bridge_fixtures.hpp"
#include "sde/runge_kutta.hpp"

namespace pont::sde {
namespace {

using Eigen::MatrixXd, Eigen::VectorXd;
using test::expect_equal, test::expect_says, test::largest, test::scalar_law, test::tilted_law;

Gaussian centred(const MatrixXd& S) { return {VectorXd::Zero(S.rows()), S}; }
const Gaussian p0 = centred((MatrixXd(2, 2) << 2, 0.3, 0.3, 0.5).finished());
const Gaussian p1 = centred((MatrixXd(2, 2) << 1, -0.2, -0.2, 1.5).finished());

TEST(SchrodingerCoupling, TestVector) {
  const MatrixXd C = (MatrixXd(2, 2) << 0.97930094, 0.02042504, 0.08170015, 0.46867501).finished();
  EXPECT_LT(largest(schrodinger_coupling(p0, p1, 1).cross - C), 5.1e-9);
  const MatrixXd half = (MatrixXd(2, 2) << 1.48965047, 0.0505313, 0.0505313, 0.9843375).finished();
  const LinearReference reference = brownian(2, 1, 1);
  const GaussianBridge bridge = schrodinger_bridge(p0, p1, reference);
  EXPECT_LT(largest(bridge.marginal(reference.pinned(0.5)).covariance - half), 5.1e-9);
}

// The density of a Schroedinger coupling is exp(x0.x1 / s) up to functions of one end: its precision says so.
TEST(SchrodingerCoupling, OffDiagonalPrecisionIsThatOfTheReference) {
  for (const int d : {1, 2, 5})
    for (const double s : {1e-3, 0.1, 1.0, 50.0, 1e6}) {
      const Gaussian a = tilted_law(d, 1), b = tilted_law(d, 2.3);
      const GaussianCoupling c = schrodinger_coupling(a, b, s);
      // -J = -S0^-1 C (S1 - C^T S0^-1 C)^-1
      const AffineKernel forward = c.forward();
      const MatrixXd J = forward.covariance.inverse() * forward.mean.A;
      EXPECT_LT(largest(s * J - MatrixXd::Identity(d, d)), 1e-8 + 1e-12 / s) << d << " dimensions, s = " << s;
    }
}

TEST(SchrodingerCoupling, LimitsAreTheTransportMapAndIndependence) {
  const Gaussian a = tilted_law(3, 1), b = tilted_law(3, 2.3);
  const GaussianCoupling sharp = schrodinger_coupling(a, b, 1e-12), loose = schrodinger_coupling(a, b, 1e9);
  // With S0 T S0 T... : T = S0^-1 C is the symmetric map that pushes S0 to S1.
  const MatrixXd T = a.covariance.inverse() * sharp.cross;
  EXPECT_LT(largest(T - T.transpose()), 1e-9);
  EXPECT_LT(largest(T * a.covariance * T.transpose() - b.covariance), 1e-9);
  // For large s, C = S0 S1 / s + O(s^-2): no digit is lost to the difference of large numbers.
  EXPECT_LT(largest(1e9 * loose.cross - a.covariance * b.covariance), 1e-8);
}

TEST(SchrodingerCoupling, SingularEndsAreAllowed) {
  const Gaussian point = centred(MatrixXd::Zero(2, 2));
  EXPECT_EQ(largest(schrodinger_coupling(point, p1, 1).cross), 0);
  EXPECT_EQ(largest(schrodinger_coupling(p0, point, 1).cross), 0);
  const Gaussian line = centred(Eigen::Vector2d(1, 0).asDiagonal());
  const double exact = 0.5 * (std::sqrt(4 * 1 * 1 + 1) - 1);  // the scalar bridge along the line
  EXPECT_NEAR(schrodinger_coupling(line, p1, 1).cross(0, 0), exact, 1e-14);
}

TEST(SchrodingerCoupling, RefusesWhatIsNoProblem) {
  expect_says([] { schrodinger_coupling(p0, scalar_law(0, 1), 1); }, "dimensions 2 and 1 differ");
  expect_says([] { schrodinger_coupling(p0, p1, 0); }, "s = 0; expected a finite regularisation > 0");
  expect_says([] { schrodinger_coupling(scalar_law(0, -1), scalar_law(0, 1), 1); },
              "start: covariance has the eigenvalue -1; expected all >= 0");
}

struct ContinuousCase {
  std::string name;
  LinearReference reference;
};
std::vector<ContinuousCase> continuous_cases() {
  return {{"Brownian", brownian(3, 0.8, 1)},
          {"Brownian, other horizon", brownian(3, 1.3, 0.4)},
          {"Ornstein-Uhlenbeck", ornstein_uhlenbeck(1.7, 1.2, 0.9, Eigen::Vector3d(0.5, -1, 2))},
          {"unstable", ornstein_uhlenbeck(-0.6, 0.9, 1.1, Eigen::Vector3d(0.2, 0, -0.4))}};
}

// m' = A m + b, S' = A S + S A^T + sigma^2 I.
template <class Drift>
Gaussian integrated(const Gaussian& start, double sigma, double duration, const Drift& drift) {
  const Eigen::Index d = start.mean.size();
  Batch y(1, d + d * d);
  y << start.mean.transpose(), start.covariance.reshaped().transpose();
  integrate_adaptive(
      [&](double t, const Batch& value, Batch& rate) {
        const AffineMap u = drift(t);
        const MatrixXd S = value.rightCols(d * d).reshaped(d, d);
        const MatrixXd change = u.A * S + S * u.A.transpose() + sigma * sigma * MatrixXd::Identity(d, d);
        rate.resize(1, d + d * d);
        rate << u(value.leftCols(d).transpose()).transpose(), change.reshaped().transpose();
      },
      0, duration, {.relative = 1e-12, .absolute = 1e-12}, y);
  return {y.leftCols(d).transpose(), y.rightCols(d * d).reshaped(d, d)};
}

TEST(GaussianBridge, DriftsCarryTheMarginalsBothWays) {
  const Gaussian a = tilted_law(3, 1), b = tilted_law(3, 2.3);
  for (const ContinuousCase& c : continuous_cases()) {
    const LinearReference& r = c.reference;
    const GaussianBridge bridge = schrodinger_bridge(a, b, r);
    for (const double share : {0.3, 0.75, 0.999}) {
      const double t = share * r.T;
      const auto forward = [&](double now) { return forward_drift(bridge, r, now); };
      expect_equal(integrated(a, r.sigma, t, forward), bridge.marginal(r.pinned(t)), 1e-9, c.name);
      const auto backward = [&](double now) { return backward_drift(bridge, r, r.T - now); };
      expect_equal(integrated(b, r.sigma, t, backward), bridge.marginal(r.pinned(r.T - t)), 1e-9, c.name);
    }
  }
}

TEST(GaussianBridge, DriftsOfBothDirectionsDifferByTheScore) {
  const Gaussian a = tilted_law(3, 1), b = tilted_law(3, 2.3);
  for (const ContinuousCase& c : continuous_cases()) {
    const LinearReference& r = c.reference;
    const GaussianBridge bridge = schrodinger_bridge(a, b, r);
    const double t = 0.4 * r.T;
    const Gaussian now = bridge.marginal(r.pinned(t));
    const AffineMap u = forward_drift(bridge, r, t), v = backward_drift(bridge, r, t);
    const MatrixXd precision = now.covariance.inverse();
    EXPECT_LT(largest(u.A + v.A + r.sigma * r.sigma * precision), 1e-10) << c.name;
    EXPECT_LT(largest(u.b + v.b - r.sigma * r.sigma * precision * now.mean), 1e-10) << c.name;
  }
}

// The published Brownian drift, term by term.
TEST(GaussianBridge, BrownianDriftAsPublished) {
  const Gaussian a = tilted_law(3, 1), b = tilted_law(3, 2.3);
  const LinearReference r = brownian(3, 0.7, 1);
  const GaussianBridge bridge = schrodinger_bridge(a, b, r);
  for (const double t : {0.0, 0.2, 0.9}) {
    const Gaussian now = bridge.marginal(r.pinned(t));
    const MatrixXd A =
        (((1 - t) * bridge.ends.cross.transpose() + t * b.covariance) * now.covariance.inverse() -
         MatrixXd::Identity(3, 3)) /
        (1 - t);
    const AffineMap u = forward_drift(bridge, r, t);
    EXPECT_LT(largest(u.A - A), 1e-11);
    EXPECT_LT(largest(u(now.mean) - (b.mean - now.mean) / (1 - t)), 1e-11);
  }
}

TEST(GaussianBridge, ChainKernelsComposeToTheCoupling) {
  const Gaussian a = tilted_law(3, 1), b = tilted_law(3, 2.3);
  const EulerChain reference(1.3, {0.01, 0.2, 0.05, 0.11, 0.02},
                             Eigen::Vector3d(1, 0, -2));  // odd, asymmetric
  const GaussianBridge bridge = schrodinger_bridge(a, b, reference);
  AffineChain forward, backward;
  for (int k = 0; k < reference.steps(); ++k) {
    forward.push_back(forward_kernel(bridge, reference, k));
    backward.insert(backward.begin(), backward_kernel(bridge, reference, k));
  }
  expect_equal(coupling_from_start(a, whole(forward)), bridge.ends, 1e-11, "forward");
  expect_equal(coupling_from_end(b, whole(backward)), bridge.ends, 1e-11, "backward");
  const std::vector<Gaussian> marginals = laws(forward, a);
  for (int k = 0; k <= reference.steps(); ++k)
    expect_equal(marginals[static_cast<std::size_t>(k)], bridge.marginal(reference.pinned(k)), 1e-11,
                 "marginal");
}

TEST(GaussianBridge, RegularisationsAsPublished) {
  const double alpha = 0.7, sigma = 1.3, T = 2;
  EXPECT_NEAR(ornstein_uhlenbeck(alpha, sigma, T, VectorXd::Zero(1)).whole().regularisation(),
              sigma * sigma * std::sinh(alpha * T) / alpha, 1e-13);
  EXPECT_NEAR(brownian(1, sigma, T).whole().regularisation(), sigma * sigma * T, 1e-15);
  const std::vector<double> gammas{0.1, 0.3, 0.05};
  double a = 1, q = 0;
  for (const double g : gammas) {
    a *= 1 - alpha * g;
    q = (1 - alpha * g) * (1 - alpha * g) * q + 2 * g;
  }
  EXPECT_NEAR(EulerChain(alpha, gammas, VectorXd::Zero(1)).whole().regularisation(), q / a, 1e-15);
}

TEST(GaussianBridge, RefusesImpossibleReferences) {
  expect_says([] { brownian(2, 0, 1); }, "sigma = 0");
  expect_says([] { brownian(2, 1, 1).between(0.5, 0.2); },
              "reference: from 0.5 to 0.2; expected 0 <= from <= to <= 1, the horizon");
  expect_says([] { EulerChain(0, {}, VectorXd::Zero(1)); }, "0 steps in 1 dimensions");
  expect_says([] { EulerChain(2, {0.1, 0.5}, VectorXd::Zero(1)); }, "gamma[1] = 0.5 with alpha = 2");
  expect_says([] { pinned({1, 0}, {1, 0}); }, "the noise between the ends has variance 0");
}

}  // namespace
}  // namespace pont::sde
