// The kernel distance of features, and fidelity and coverage by nearest neighbours.
#pragma once
#include "experiments/metrics/points.hpp"
#include "experiments/metrics/repetition.hpp"

namespace pont::metrics {

/// The unbiased squared maximum mean discrepancy with k(x, y) = (x . y / d + 1)^3 between x [n, d] and y [m,
/// d], two rows at least of each: KID of Binkowski et al. 2018, section 4. 0 on average for equal laws, at
/// any size.
double kernel_distance(const Points& x, const Points& y);

/// Mean and standard error over ten pairs of runs of rows, one of x with one of y: each at most 1,000 rows.
/// Throws std::invalid_argument for clouds below 20 rows.
Estimate kernel_distances(const Points& x, const Points& y);

/// How samples and data lie among each other's neighbours (Naeem et al. 2020, eqs. 3 to 6; the first two
/// after Kynkaanniemi et al. 2019), with balls around points that reach to the k-th nearest of their own
/// cloud.
struct Neighbourhoods final {
  Eigen::VectorXd precision;  ///< of each sample: 1 in the ball of a point of data, else 0
  Eigen::VectorXd recall;     ///< of each point of data: 1 in the ball of a sample, else 0
  Eigen::VectorXd density;    ///< of each sample: balls of data that hold it, over k; its mean may exceed 1
  Eigen::VectorXd coverage;   ///< of each point of data: 1 if its ball holds a sample, else 0
};
/// samples [n, d], data [m, d], more than k of each (else std::invalid_argument). O((n + m)^2 d).
Neighbourhoods neighbourhoods(const Points& samples, const Points& data, Eigen::Index k = 5);

}  // namespace pont::metrics
