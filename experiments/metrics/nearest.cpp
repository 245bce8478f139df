// Nearest neighbours: distances, and the classifier two-sample test.
#include "experiments/metrics/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

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

namespace {

using Eigen::Index;

Points stacked(const Points& a, const Points& b, const Eigen::RowVectorXd& unit) {
  Points all(a.rows() + b.rows(), a.cols());
  all << a, b;
  return all.array().rowwise() / unit.array();
}

// Deviations of the columns; 1 where all rows agree.
Eigen::RowVectorXd deviations(const Points& y) {
  const Eigen::RowVectorXd mean = y.colwise().mean();
  const Eigen::RowVectorXd s = ((y.rowwise() - mean).colwise().squaredNorm() / double(y.rows())).cwiseSqrt();
  return (s.array() > 0).select(s, 1.0);
}

// Rows below `first` carry the label of x.
bool is_x(const Eigen::ArrayXd& squared, Index first, std::size_t k,
          std::vector<std::pair<double, Index>>& near) {
  near.clear();
  for (Index j = 0; j < squared.size(); ++j)
    if (squared[j] > 0) near.emplace_back(squared[j], j);
  k = std::min(k, near.size());
  std::nth_element(near.begin(), near.begin() + std::ptrdiff_t(k) - 1, near.end());
  const auto votes = std::count_if(near.begin(), near.begin() + std::ptrdiff_t(k),
                                   [&](const auto& neighbour) { return neighbour.second < first; });
  return 2 * std::size_t(votes) > k;
}

}  // namespace

Eigen::VectorXd classified(const Points& x, const Points& y) {
  check_pair("classified", x, y);
  const Index n = x.rows(), half = n / 2;
  if (n != y.rows() || n < 8)
    throw std::invalid_argument(
        fmt::format("classified: {} and {} points; expected as many of each, at least 8", n, y.rows()));
  const Eigen::RowVectorXd unit = deviations(y);
  const Eigen::MatrixXd training = stacked(x.topRows(half), y.topRows(half), unit);
  const Points held_out = stacked(x.bottomRows(half), y.bottomRows(half), unit);
  const auto k = 2 * static_cast<std::size_t>(std::sqrt(double(n) / 4) / 2) + 1;
  Eigen::ArrayXd squared;
  std::vector<std::pair<double, Index>> near;
  Eigen::VectorXd right(held_out.rows());
  for (Index i = 0; i < held_out.rows(); ++i) {
    squared_distances_from(held_out, i, training, squared);
    right[i] = is_x(squared, half, k, near) == (i < half) ? 1 : 0;
  }
  return right;
}

}  // namespace pont::metrics
