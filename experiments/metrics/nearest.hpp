// Nearest neighbours: how far a cloud is from points of another.
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

}  // namespace pont::metrics
