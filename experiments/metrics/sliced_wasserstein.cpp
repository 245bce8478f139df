// Sliced W2: project on each direction, sort, compare quantiles.
#include "experiments/metrics/sliced_wasserstein.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "experiments/metrics/summation.hpp"
#include "experiments/metrics/wasserstein.hpp"

namespace pont::metrics {
namespace {

// Plain dot products in a fixed order: a point's projection has the same bits wherever the point stands.
std::vector<double> project(const Points& x, const Points& directions, Eigen::Index p) {
  std::vector<double> z(std::size_t(x.rows()), 0.0);
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index k = 0; k < x.cols(); ++k) z[std::size_t(i)] += x(i, k) * directions(p, k);
  return z;
}

}  // namespace

Points random_directions(const ad::Key& key, Eigen::Index projections, Eigen::Index d) {
  if (projections < 1 || d < 1)
    throw std::invalid_argument(fmt::format(
        "random_directions: {} projections in {} dimensions; expected both >= 1", projections, d));
  Points directions(projections, d);
  ad::fill_normal(key, 0, 0, projections * d, directions.data());
  for (Eigen::Index p = 0; p < projections; ++p) {
    Sum squares;
    for (Eigen::Index k = 0; k < d; ++k) squares += directions(p, k) * directions(p, k);
    for (Eigen::Index k = 0; k < d; ++k) directions(p, k) /= std::sqrt(squares.value());
  }
  return directions;
}

double sliced_wasserstein2(const Points& x, const Points& y, const ad::Key& key, Eigen::Index projections) {
  check_pair("sliced_wasserstein2", x, y);
  const Points directions = random_directions(key, projections, x.cols());
  Sum squares;
  for (Eigen::Index p = 0; p < projections; ++p) {
    const double distance = wasserstein2_1d(project(x, directions, p), project(y, directions, p));
    squares += distance * distance;
  }
  return std::sqrt(squares.value() / double(projections));
}

}  // namespace pont::metrics
