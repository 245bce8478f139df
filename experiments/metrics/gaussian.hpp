// Moments of point clouds, beside the distances between Gaussians.
#pragma once
#include "experiments/metrics/points.hpp"
#include "sde/gaussian.hpp"

namespace pont::metrics {

using sde::Gaussian, sde::kullback_leibler, sde::wasserstein2;

/// Sample mean and unbiased covariance, 1/(n - 1) sum (x_i - mean)(x_i - mean)^T, two passes, compensated.
/// x [n, d]; throws std::invalid_argument when n < 2 or an entry is not finite. O(n d^2).
Gaussian moments(const Points& x);

}  // namespace pont::metrics
