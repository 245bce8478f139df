// Shared by the tests of bridges: the published test vectors, and normal laws whose covariances do not
// commute.
#pragma once
#include <gtest/gtest.h>

#include <cmath>

#include "fixtures.hpp"
#include "sde/bridges/gaussian_ipf.hpp"
#include "sde/bridges/reference.hpp"

namespace pont::sde::test {

inline Gaussian scalar_law(double mean, double variance) {
  return {Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance)};
}

// N(-.1, 1) -> N(.1, 1), over a horizon of 1/2 for noise of variance 2 per unit time: s = 1.
inline Gaussian left() { return scalar_law(-0.1, 1); }
inline Gaussian right() { return scalar_law(0.1, 1); }

// A law with full covariance; different seeds do not commute.
inline Gaussian tilted_law(int d, double seed) {
  const Eigen::MatrixXd a = Eigen::MatrixXd::NullaryExpr(d, d, [&](Eigen::Index i, Eigen::Index j) {
    return std::sin(seed + 3.0 * double(i) + 1.7 * double(i * j) * seed);
  });
  const Eigen::VectorXd m =
      Eigen::VectorXd::NullaryExpr(d, [&](Eigen::Index i) { return std::cos(seed + 2.0 * double(i)); });
  return {m, a * a.transpose() / d + 0.1 * Eigen::MatrixXd::Identity(d, d)};
}

inline void expect_equal(const Gaussian& a, const Gaussian& b, double tolerance,
                         const std::string& what = "") {
  EXPECT_LT((a.mean - b.mean).cwiseAbs().maxCoeff(), tolerance) << what << ": means";
  EXPECT_LT((a.covariance - b.covariance).cwiseAbs().maxCoeff(), tolerance) << what << ": covariances";
}

inline void expect_equal(const GaussianCoupling& a, const GaussianCoupling& b, double tolerance,
                         const std::string& what = "") {
  expect_equal(a.start, b.start, tolerance, what + " start");
  expect_equal(a.end, b.end, tolerance, what + " end");
  EXPECT_LT((a.cross - b.cross).cwiseAbs().maxCoeff(), tolerance) << what << ": cross covariances";
}

}  // namespace pont::sde::test
