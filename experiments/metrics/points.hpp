// Point clouds, the argument of every sample-based metric: checks, moments, compensated sums.
#pragma once
#include <Eigen/Dense>
#include <string_view>

#include "sde/gaussian.hpp"
#include "sde/summation.hpp"

namespace pont::metrics {

/// A point cloud: n points in d dimensions, one per row, in data units. Shape [n, d].
using Points = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Throws std::invalid_argument naming `where`, unless the cloud has a row, a column, and only finite
/// numbers.
void check_points(std::string_view where, std::string_view name, const Points& points);

/// check_points on both, and throws std::invalid_argument unless their dimensions agree.
void check_pair(std::string_view where, const Points& x, const Points& y);

using sde::Gaussian, sde::kullback_leibler, sde::wasserstein2;

/// Sample mean and unbiased covariance, 1/(n - 1) sum (x_i - mean)(x_i - mean)^T, two passes, compensated.
/// x [n, d]; throws std::invalid_argument when n < 2 or an entry is not finite. O(n d^2).
Gaussian moments(const Points& x);

using sde::Sum, sde::sum;

}  // namespace pont::metrics
