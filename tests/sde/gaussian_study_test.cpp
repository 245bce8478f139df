// The Gaussian study against moments computed another way: matrix recursions and moment equations.
#include "sde/gaussian_study.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sde/runge_kutta.hpp"
#include "sde/spectrum.hpp"

namespace pont::sde {
namespace {

using Eigen::MatrixXd;

GaussianDiffusion study() { return GaussianDiffusion(affine_clock(0.05, 10)); }

// A covariance whose eigenvectors are no axes, and a start that does not commute with it.
MatrixXd covariance(int d) {
  const MatrixXd a = MatrixXd::NullaryExpr(d, d, [](Eigen::Index i, Eigen::Index j) {
    return std::sin(1.0 + 3.0 * double(i) + 1.7 * double(i * j));
  });
  return a * a.transpose() / d + 0.05 * MatrixXd::Identity(d, d);
}
MatrixXd other_covariance(int d) {
  const MatrixXd a = MatrixXd::NullaryExpr(d, d, [](Eigen::Index i, Eigen::Index j) {
    return std::cos(0.3 + 2.1 * double(j) - 0.9 * double(i * i));
  });
  return a * a.transpose() / d + 0.2 * MatrixXd::Identity(d, d);
}

MatrixXd score_matrix(const Instant& at, const MatrixXd& sigma) {
  const Eigen::Index d = sigma.rows();
  return -(at.kept * sigma + at.added * MatrixXd::Identity(d, d)).inverse();
}

// dC/ds for the reverse time s = T - t: C' = M C + C M^T + noise. SDE: M = beta (1 + 2 score), noise 2 beta;
// ODE: M = beta (1 + score), none.
MatrixXd integrate_moments(const GaussianDiffusion& d, const MatrixXd& sigma, MatrixXd c, double score_factor,
                           double noise, double t_end) {
  const Eigen::Index n = sigma.rows();
  const MatrixXd one = MatrixXd::Identity(n, n);
  Batch y = Eigen::Map<Batch>(c.data(), 1, n * n);
  integrate_adaptive(
      [&](double s, const Batch& value, Batch& rate) {
        const Instant at = d.at(d.T() - s);
        const MatrixXd m = at.beta * (one + score_factor * score_matrix(at, sigma));
        const MatrixXd now = Eigen::Map<const MatrixXd>(value.data(), n, n);
        const MatrixXd change = m * now + now * m.transpose() + noise * at.beta * one;
        rate = Eigen::Map<const Batch>(change.data(), 1, n * n);
      },
      0, d.T() - t_end, {.relative = 1e-12, .absolute = 1e-12}, y);
  return Eigen::Map<const MatrixXd>(y.data(), n, n);
}

TEST(GaussianStudy, ReverseSdeFromAnyStartSolvesTheMomentEquation) {
  const GaussianDiffusion diffusion = study();
  for (const int d : {3, 4, 5})
    for (const double t : {0.0, 0.02, 0.4}) {
      const MatrixXd sigma = covariance(d), start = other_covariance(d);
      ASSERT_GT((sigma * start - start * sigma).norm(), 0.05);  // they do not commute
      const MatrixXd exact = reverse_covariance(diffusion, sigma, start, t);
      const MatrixXd integrated = integrate_moments(diffusion, sigma, start, 2, 2, t);
      EXPECT_LT((exact - integrated).norm(), 1e-9) << "d = " << d << ", t = " << t;
    }
}

TEST(GaussianStudy, ProbabilityFlowFromAnyStartSolvesTheMomentEquation) {
  const GaussianDiffusion diffusion = study();
  for (const int d : {3, 4, 5})
    for (const double t : {0.0, 0.02, 0.4}) {
      const MatrixXd sigma = covariance(d), start = other_covariance(d), map = flow_map(diffusion, sigma, t);
      const MatrixXd integrated = integrate_moments(diffusion, sigma, start, 1, 0, t);
      EXPECT_LT((map * start * map.transpose() - integrated).norm(), 1e-9) << "d = " << d << ", t = " << t;
    }
}

TEST(GaussianStudy, TheMomentEquationTellsTheProcessesApart) {  // negative control of the two tests above
  const GaussianDiffusion diffusion = study();
  const MatrixXd sigma = covariance(3), start = other_covariance(3);
  EXPECT_GT((reverse_covariance(diffusion, sigma, start, 0.4) -
             integrate_moments(diffusion, sigma, start, 1, 0, 0.4))
                .norm(),
            1e-3);
}

TEST(GaussianStudy, ProbabilityFlowIsTheOptimalTransportMap) {
  // Between centred Gaussians: A^-1/2 (A^1/2 B A^1/2)^1/2 A^-1/2 (Olkin & Pukelsheim 1982), here by dense
  // roots.
  const GaussianDiffusion diffusion = study();
  const auto root = [](const MatrixXd& m) {
    return Eigen::SelfAdjointEigenSolver<MatrixXd>(m).operatorSqrt();
  };
  for (const int d : {3, 4, 5}) {
    const MatrixXd sigma = covariance(d), one = MatrixXd::Identity(d, d);
    const Instant end = diffusion.at(1), now = diffusion.at(0);
    const MatrixXd a = end.kept * sigma + end.added * one, b = now.kept * sigma + now.added * one;
    const MatrixXd ra = root(a), transport = ra.inverse() * root(ra * b * ra) * ra.inverse();
    EXPECT_LT((flow_map(diffusion, sigma, 0) - transport).norm(), 1e-10) << d;
    // And it is what the ordinary differential equation itself does to points.
    Batch points = Batch::Identity(d, d);
    integrate_adaptive(
        [&](double s, const Batch& y, Batch& rate) {
          const Instant at = diffusion.at(1 - s);
          rate = at.beta * (y + y * score_matrix(at, sigma));
        },
        0, 1, {.relative = 1e-13, .absolute = 1e-13}, points);
    EXPECT_LT((points - transport).norm(), 1e-10) << d;
  }
}

TEST(GaussianStudy, ScalarLawsAreThoseOfMatrices) {
  const GaussianDiffusion diffusion = study();
  for (const double lambda : {0.0, 1e-6, 0.3, 1.0, 221.0})
    for (const double t : {0.0, 0.1, 1.0}) {
      const MatrixXd sigma = MatrixXd::Constant(1, 1, lambda), start = MatrixXd::Identity(1, 1);
      EXPECT_NEAR(diffusion.reverse_sde(lambda, t), reverse_covariance(diffusion, sigma, start, t)(0, 0),
                  1e-12 * (1 + lambda));
      EXPECT_NEAR(diffusion.probability_flow(lambda, t), std::pow(flow_map(diffusion, sigma, t)(0, 0), 2),
                  1e-12 * (1 + lambda));
    }
}

// A step of the sampler itself, on the whole state: y <- M y + noise, from the drift and score as matrices.
struct MatrixStep {
  MatrixXd factor;
  double noise;
};
MatrixStep matrix_step(const std::string& scheme, const Interval& h, const MatrixXd& sigma) {
  const MatrixXd one = MatrixXd::Identity(sigma.rows(), sigma.rows());
  const auto flow = [&](const Instant& at) { return MatrixXd(at.beta * (one + score_matrix(at, sigma))); };
  const MatrixXd first = flow(h.before), score = score_matrix(h.before, sigma);
  const double d = h.before.elapsed - h.after.elapsed;
  if (scheme == "EM") return {one + h.dt * h.before.beta * (one + 2 * score), 2 * h.dt * h.before.beta};
  if (scheme == "EI") return {std::exp(d) * one + 2 * (std::exp(d) - 1) * score, std::exp(2 * d) - 1};
  if (scheme == "Euler") return {one + h.dt * first, 0};
  if (scheme == "Heun") return {one + h.dt / 2 * (first + flow(h.after) * (one + h.dt * first)), 0};
  throw std::invalid_argument(scheme + ": no direct simulation of its moments; expected one in this test");
}

TEST(GaussianStudy, RecursionsAreTheMomentsOfTheSamplers) {
  const MatrixXd sigma = covariance(4);
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(sigma);
  const std::vector<Interval> steps = study().steps(40, 1e-3);
  ASSERT_EQ(steps.size(), 39u);
  for (const StudyScheme& scheme : study_schemes()) {
    MatrixXd c = MatrixXd::Identity(4, 4);
    for (const Interval& h : steps) {
      const MatrixStep step = matrix_step(scheme.name, h, sigma);
      c = step.factor * c * step.factor.transpose() + step.noise * MatrixXd::Identity(4, 4);
    }
    const MatrixXd diagonal = eigen.eigenvectors().transpose() * c * eigen.eigenvectors();
    for (int i = 0; i < 4; ++i)
      EXPECT_NEAR(compose(scheme, steps, eigen.eigenvalues()[i])(1.0) / diagonal(i, i), 1, 1e-11)
          << scheme.name;
  }
}

TEST(GaussianStudy, EverySchemeHasTheOrderOfItsRow) {
  const GaussianDiffusion diffusion = study();
  for (const StudyScheme& scheme : study_schemes()) {
    const double eps = 0.05, lambda = 0.3, start = diffusion.forward(lambda, 1);
    const auto error = [&](int nodes) {
      return std::abs(compose(scheme, diffusion.steps(nodes, eps), lambda)(start) -
                      diffusion.forward(lambda, eps));
    };
    EXPECT_NEAR(std::log2(error(2001) / error(4001)), scheme.order, 0.1) << scheme.name;
  }
}

TEST(GaussianStudy, TheSdeIsNearerThanTheOdeEigenvalueByEigenvalue) {
  const GaussianDiffusion d = study();
  for (int i = 0; i <= 60; ++i)
    for (int k = 0; k <= 50; ++k) {
      const double lambda = i == 0 ? 0 : std::pow(10, -7 + i / 6.0), t = k / 50.0,
                   exact = d.forward(lambda, t);
      const auto gap = [&](double v) { return std::abs(std::sqrt(v) - std::sqrt(exact)); };
      EXPECT_LE(gap(d.reverse_sde(lambda, t)), gap(d.probability_flow(lambda, t)) + 4e-16 * std::sqrt(exact))
          << lambda << " " << t;
    }
}

TEST(GaussianStudy, ZeroEigenvaluesAreExact) {
  const GaussianDiffusion d = study();
  EXPECT_EQ(d.forward(0, 0), 0);
  EXPECT_EQ(d.reverse_sde(0, 0), 0);
  EXPECT_EQ(d.probability_flow(0, 0), 0);
  for (const StudyScheme& scheme : study_schemes()) {
    const std::vector<Interval> to_zero = d.steps(50, 0), to_eps = d.steps(50, 1e-3);
    EXPECT_NEAR(compose(scheme, to_eps, 0)(1), compose(scheme, to_eps, 1e-14)(1), 1e-9) << scheme.name;
    const double limit = compose(scheme, to_zero, 0)(1), near = compose(scheme, to_zero, 1e-100)(1);
    if (std::isinf(limit))  // Heun's last score is that of a law without width
      EXPECT_GT(near, 1e100) << scheme.name;
    else
      EXPECT_NEAR(limit, near, 1e-12) << scheme.name;
  }
  EXPECT_EQ(wasserstein2(
                Spectrum({0, 0, 2}), [](double l) { return l; }, [](double l) { return l; }),
            0);
}

TEST(GaussianStudy, GridsEndAtEps) {
  const std::vector<Interval> steps = study().steps(50, 1e-5);
  EXPECT_EQ(steps.size(), 49u);
  EXPECT_EQ(steps.front().before.t, 1);
  EXPECT_EQ(steps.back().after.t, 1e-5);
  try {
    study().steps(1, 0);
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(),
                 "time grid: 1 nodes down to eps = 0; expected at least 2 nodes and 0 <= eps < T = 1");
  }
  EXPECT_THROW(study().steps(2, 1), std::invalid_argument);
  EXPECT_THROW(study().steps(2, std::nan("")), std::invalid_argument);
}

}  // namespace
}  // namespace pont::sde
