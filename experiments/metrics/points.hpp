// Point clouds, the argument of every sample-based metric, and the checks they must pass.
#pragma once
#include <Eigen/Dense>
#include <string_view>

namespace pont::metrics {

/// A point cloud: n points in d dimensions, one per row, in data units. Shape [n, d].
using Points = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Throws std::invalid_argument naming `where`, unless the cloud has a row, a column, and only finite
/// numbers.
void check_points(std::string_view where, std::string_view name, const Points& points);

/// check_points on both, and throws std::invalid_argument unless their dimensions agree.
void check_pair(std::string_view where, const Points& x, const Points& y);

}  // namespace pont::metrics
