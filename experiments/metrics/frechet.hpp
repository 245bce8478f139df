// The Fréchet distance of samples from a law known by many points: its value, its error, and what exact
// samples score.
#pragma once
#include "experiments/metrics/points.hpp"

namespace pont::metrics {

/// The squared 2-Wasserstein distance of Gaussians fitted to two clouds (Dowson & Landau 1982; of network
/// features: Heusel et al. 2017, eq. 6):
///
///   F = |m - m'|^2 + tr S + tr S' - 2 tr (S^1/2 S' S^1/2)^1/2
///
/// in the unit of the points, squared. It cannot see two laws with equal moments apart, and is biased upwards
/// for few samples: read it beside floor().
class Frechet final {
 public:
  /// Of the law, x [m, d], m >= 2. Throws std::invalid_argument on an unusable cloud.
  explicit Frechet(const Points& x);

  /// Of samples y [n, d], n >= 2, from the law.
  double distance(const Points& y) const;
  /// What n exact samples score on average, to first order in 1 / n and 1 / m, for any law with these
  /// features:
  ///
  ///   (1 / n + 1 / m) (tr S + 1/2 sum_ij Var(xi_i xi_j) / (l_i + l_j))
  ///
  /// with xi the centred points in the eigenbasis of S and l its eigenvalues; directions without spread are
  /// left out. Right within its error from n = some d on.
  double floor(Eigen::Index n) const;

 private:
  Eigen::Index points_;
  Gaussian law_;
  Eigen::MatrixXd root_;  // of its covariance
  double per_sample_;     // the floor times n, without the share of m
};

/// Mean and unbiased covariance by a matrix product: fast for many dimensions; metrics::moments compensates
/// its sums.
Gaussian fitted(const Points& x);

/// Coordinates of y [n, d] along the `count` directions in which x [m, d] spreads most: [n, min(count, d)].
Points principal_coordinates(const Points& x, const Points& y, Eigen::Index count);

}  // namespace pont::metrics
