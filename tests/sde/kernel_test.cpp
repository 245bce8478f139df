// Transition kernels: closed forms of Langevin diffusion in every damping regime, the semigroup law, matrix
// roots.
#include "sde/kernel.hpp"

#include <gtest/gtest.h>

#include "sde/quadrature.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

struct Langevin {
  double mass, damping;
  Mat A() const { return matrix({{0, 1 / mass}, {-1, -damping / mass}}); }
  Mat D() const { return matrix({{0, 0}, {0, 2 * damping}}); }
  // e^{AB} = e^{-aB} [C I + S (A + a I)]: hyperbolic, linear or trigonometric C and S
  // by the sign of Gamma^2 - 4 M.
  Mat phi(double B) const {
    const double a = damping / (2 * mass), square = (damping * damping - 4 * mass) / (4 * mass * mass);
    const double w = std::sqrt(std::abs(square));
    double C = 1, S = B;
    if (square > 0) C = std::cosh(w * B), S = std::sinh(w * B) / w;
    if (square < 0) C = std::cos(w * B), S = std::sin(w * B) / w;
    const Mat I = Mat::Identity(2, 2);
    return std::exp(-a * B) * (C * I + S * (A() + a * I));
  }
  // Q = 2 Gamma int e e^T, e the second column of e^{Ab}. The diagonal integrands are positive: nothing
  // cancels; and as d/db e_x = e_v / M, the off-diagonal entry is Gamma M e_x^2 exactly.
  Mat noise(double B) const {
    double xx = 0, vv = 0;
    const int panels = 64;
    for (int i = 0; i < panels; ++i) {
      auto part = [&](int row) {
        return gauss_panel(
            [&](double b) {
              const double e = phi(b)(row, 1);
              return e * e;
            },
            B * i / panels, B * (i + 1) / panels);
      };
      xx += 2 * damping * part(0);
      vv += 2 * damping * part(1);
    }
    const double ex = phi(B)(0, 1), xv = damping * mass * ex * ex;
    return matrix({{xx, xv}, {xv, vv}});
  }
};

constexpr Langevin regimes[] = {{0.25, 0.5}, {0.25, 1}, {0.25, 2}, {0.01, 0.2}, {1, 0.3}, {1, 5}};

std::vector<double> times(double from, double to, int n) {
  std::vector<double> ts;
  for (int i = 0; i <= n; ++i) ts.push_back(from * std::pow(to / from, static_cast<double>(i) / n));
  return ts;
}

TEST(Kernel, LangevinMatchesItsClosedFormInEveryRegimeFromTinyToLargeTimes) {
  for (const Langevin& l : regimes)
    for (double t : times(1e-6, 1, 60)) {
      const double B = 4 * t;
      const Kernel K = flow(l.A(), l.D(), B);
      const Mat Phi = l.phi(B), Q = l.noise(B);
      // Phi and Q_xv decay to zero: relative while they matter, then absolute
      const double phi = std::max(largest(Phi), 1e-6), correlation = Q(0, 1) / std::sqrt(Q(0, 0) * Q(1, 1));
      EXPECT_LE(largest(K.Phi - Phi), 1e-12 * phi) << l.mass << " " << l.damping << " " << t;
      EXPECT_LE(covariance_error(K.Q, Q), 1e-12) << l.mass << " " << l.damping << " " << t;
      if (correlation > 0.01) {
        EXPECT_NEAR(K.Q(0, 1) / Q(0, 1), 1, 1e-12) << l.mass << " " << l.damping << " " << t;
      }
    }
}

// Dockhorn, Vahdat & Kreis 2022 at critical damping, rearranged so that nothing cancels: y = 4 B / Gamma.
TEST(Kernel, CriticalDampingMatchesThePapersFormulas) {
  const Langevin l{0.25, 1};
  for (double t : times(1e-6, 1, 60)) {
    const double B = 4 * t, y = 4 * B / l.damping, e = std::exp(-y);
    double tail = 0, term = y * y * y / 6;  // P3 = e^{-y} sum_{k >= 3} y^k / k!
    for (int k = 4; k < 80; ++k) tail += term, term *= y / k;
    const double P3 = e * tail;
    const Mat Q =
        matrix({{P3, l.damping / 4 * y * y * e}, {l.damping / 4 * y * y * e, l.mass * (P3 + 2 * y * e)}});
    const double g = l.damping, h = std::exp(-y / 2);
    const Mat Phi = h * matrix({{1 + y / 2, y / g}, {-g * y / 4, 1 - y / 2}});
    const Kernel K = flow(l.A(), l.D(), B);
    EXPECT_LE(covariance_error(K.Q, Q), 1e-12) << t;
    EXPECT_LE(largest(K.Phi - Phi), 1e-12 * largest(Phi)) << t;
  }
}

// Sigma_xx at t = 1e-5, beta = 4, M = 1/4, Gamma = 1: 6.825847519093138e-13 in 113-bit arithmetic.
TEST(Kernel, PositionVarianceAtTinyTimeKeepsItsDigits) {
  const Langevin l{0.25, 1};
  EXPECT_NEAR(flow(l.A(), l.D(), 4e-5).Q(0, 0) / 6.825847519093138e-13, 1, 1e-14);
}

TEST(Kernel, LongTimesReachTheStationaryLaw) {
  const Langevin l{0.25, 1};
  EXPECT_LE(covariance_error(flow(l.A(), l.D(), 200).Q, matrix({{1, 0}, {0, 0.25}})), 1e-12);
  EXPECT_LE(covariance_error(lyapunov(l.A(), l.D()), matrix({{1, 0}, {0, 0.25}})), 1e-14);
}

TEST(Kernel, OneBlockIsExact) {
  for (double h : {0.0, 1e-12, 1e-3, 1.0, 30.0}) {
    const Kernel K = flow(matrix({{-0.5}}), matrix({{1}}), h);
    EXPECT_DOUBLE_EQ(K.Phi(0, 0), std::exp(-0.5 * h));
    EXPECT_DOUBLE_EQ(K.Q(0, 0), -std::expm1(-h));
    EXPECT_DOUBLE_EQ(flow(matrix({{0}}), matrix({{3}}), h).Q(0, 0), 3 * h);
  }
}

// A size-k flow of uncoupled blocks is k flows of size one.
TEST(Kernel, EverySizeAgreesWithUncoupledBlocks) {
  for (int k = 1; k <= max_blocks; ++k) {
    Mat A = Mat::Zero(k, k), D = Mat::Zero(k, k);
    for (int i = 0; i < k; ++i) A(i, i) = -0.3 - i, D(i, i) = 1 + 0.5 * i;
    const Kernel K = flow(A, D, 0.7);
    for (int i = 0; i < k; ++i) {
      EXPECT_NEAR(K.Phi(i, i), std::exp(0.7 * A(i, i)), 1e-14);
      EXPECT_NEAR(K.Q(i, i), D(i, i) * std::expm1(1.4 * A(i, i)) / (2 * A(i, i)), 1e-14);
    }
  }
}

TEST(Kernel, ComposesAndPushes) {
  const Langevin l{0.25, 0.5};
  const Kernel whole = flow(l.A(), l.D(), 0.9), parts = flow(l.A(), l.D(), 0.2).then(flow(l.A(), l.D(), 0.7));
  EXPECT_LE(largest(whole.Phi - parts.Phi), 1e-14);
  EXPECT_LE(largest(whole.Q - parts.Q), 1e-14);
  const Mat P = matrix({{1, 0}, {0, 0.25}});
  EXPECT_LE(largest(whole.push(P) - P), 1e-14);
}

TEST(Kernel, RootsAndInverses) {
  const Mat S = matrix({{4, 2, 0}, {2, 5, 1}, {0, 1, 3}});
  const Mat L = cholesky(S), R = square_root(S);
  EXPECT_LE(largest(L * L.transpose() - S), 1e-14);
  EXPECT_LE(largest(L - R), 1e-14);
  EXPECT_LE(largest(inverse(S) * S - Mat::Identity(3, 3)), 1e-14);
  const Mat rank1 = matrix({{1, 1}, {1, 1}}), corner = matrix({{0, 0}, {0, 2}});
  EXPECT_LE(largest(square_root(rank1) * square_root(rank1).transpose() - rank1), 1e-14);
  EXPECT_LE(largest(square_root(corner) * square_root(corner).transpose() - corner), 1e-14);
}

TEST(Kernel, ErrorsSayWhatWasGiven) {
  expect_says([] { flow(Mat::Zero(2, 2), Mat::Zero(2, 2), -1); },
              "flow: clock time h = -1.000000, expected finite and >= 0");
  expect_says([] { flow(Mat::Zero(1, 1), Mat::Zero(1, 1), NAN); }, "flow: clock time h = nan");
  expect_says([] { lyapunov(matrix({{0}}), matrix({{1}})); }, "no stationary law; give the prior explicitly");
  expect_says(
      [] {
        cholesky(matrix({{1, 2}, {2, 1}}));
      },
      "cholesky: pivot 1 of [[1, 2], [2, 1]] is not positive");
  expect_says([] { square_root(matrix({{1, 2}, {2, 1}})); }, "[[1, 2], [2, 1]] is not positive semidefinite");
}

}  // namespace
}  // namespace pont::sde::test
