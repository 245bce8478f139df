// Nearest neighbours: how far a cloud is from another, and whether a classifier tells two clouds apart.
#pragma once
#include "experiments/metrics/points.hpp"

namespace pont::metrics {

/// Squared distances from x_i [d], row i of x, to each row of y [m, d]: [m].
void squared_distances_from(const Points& x, Eigen::Index i, const Eigen::MatrixXd& y, Eigen::ArrayXd& out);

/// Distance of each row of x [n, d] to the nearest row of y [m, d] that is another point, [n], in data units:
/// rows that coincide are passed over, so that points of one file measure their distance to its others. For a
/// surface it sees a point that lies off it by much less than the spacing s of y: by about h^2 / (2 s) for a
/// height h < s. O(n m d). Throws std::invalid_argument on unusable clouds.
Eigen::VectorXd nearest_distances(const Points& x, const Points& y);

/// Whether each held-out point is told right, 0 or 1: [n], first those of x, then those of y. Of each cloud
/// the first half trains and the second half is held out; a point is given the label of the majority among
/// its k nearest training points, k the odd number next to sqrt(n / 4) (Lopez-Paz & Oquab 2017, section 3,
/// take k = sqrt(n / 4) nearest neighbours), in coordinates divided by the deviations of y. Training points
/// that coincide with it are passed over. The mean is 1/2 for equal laws, whatever they are, and its error
/// binomial. x and y [n, d], n >= 8 (else std::invalid_argument). O(n^2 d).
Eigen::VectorXd classified(const Points& x, const Points& y);

}  // namespace pont::metrics
