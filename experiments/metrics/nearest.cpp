// Nearest-neighbour distances between clouds; the inner loop runs over one coordinate and vectorises.
#include "experiments/metrics/nearest.hpp"

#include <cmath>
#include <limits>

namespace pont::metrics {

void squared_distances_from(const Points& x, Eigen::Index i, const Eigen::MatrixXd& y, Eigen::ArrayXd& out) {
  out.setZero(y.rows());
  for (Eigen::Index k = 0; k < x.cols(); ++k) out += (y.col(k).array() - x(i, k)).square();
}

Eigen::VectorXd nearest_distances(const Points& x, const Points& y) {
  check_pair("nearest_distances", x, y);
  const Eigen::MatrixXd columns = y;
  Eigen::ArrayXd squared;
  Eigen::VectorXd nearest(x.rows());
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    squared_distances_from(x, i, columns, squared);
    nearest[i] = std::sqrt((squared > 0).select(squared, std::numeric_limits<double>::infinity()).minCoeff());
  }
  return nearest;
}

}  // namespace pont::metrics
