// The 2-Wasserstein distance between point clouds: exact, in one dimension, and sliced.
#include "experiments/metrics/wasserstein.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "experiments/metrics/points.hpp"

namespace pont::metrics {
namespace {

using sde::uniform_masses, sde::weighted_masses;

// Below, a matrix of costs is as fast.
constexpr Eigen::Index kMatrixPairs = 4'000'000;

sde::SparsePlan optimal_plan(const Points& x, const Points& y, const sde::Masses& masses) {
  sde::check_cloud_size(x.rows(), y.rows());
  if (x.rows() * y.rows() <= kMatrixPairs) return sde::kantorovich(masses, sde::squared_distances(x, y));
  return sde::kantorovich(masses, x, y);
}

Coupling couple(const Points& x, const Points& y, const sde::Masses& masses) {
  Coupling coupling{0, optimal_plan(x, y, masses)};
  Sum total;
  for (const CoupledPair& p : coupling.pairs) {
    Points from = x.row(p.from), to = y.row(p.to);
    total += p.mass * sde::squared_distances(from, to)(0, 0);
  }
  coupling.distance = std::sqrt(total.value());
  return coupling;
}

void check_count(const char* name, std::size_t weights, Eigen::Index points) {
  if (Eigen::Index(weights) != points)
    throw std::invalid_argument(fmt::format("wasserstein2: {} weights for {} points of {}; expected one each",
                                            weights, points, name));
}

std::vector<double> sorted(std::span<const double> values) {
  std::vector<double> v(values.begin(), values.end());
  std::sort(v.begin(), v.end());
  return v;
}

}  // namespace

Coupling optimal_coupling(const Points& x, const Points& y) {
  check_pair("wasserstein2", x, y);
  return couple(x, y, uniform_masses(x.rows(), y.rows()));
}

Coupling optimal_coupling(const Points& x, const Points& y, std::span<const double> x_weights,
                          std::span<const double> y_weights) {
  check_pair("wasserstein2", x, y);
  check_count("x", x_weights.size(), x.rows());
  check_count("y", y_weights.size(), y.rows());
  return couple(x, y, weighted_masses("wasserstein2", x_weights, y_weights));
}

double wasserstein2(const Points& x, const Points& y) { return optimal_coupling(x, y).distance; }

double wasserstein2(const Points& x, const Points& y, std::span<const double> x_weights,
                    std::span<const double> y_weights) {
  return optimal_coupling(x, y, x_weights, y_weights).distance;
}

double wasserstein2_1d(std::span<const double> x, std::span<const double> y) {
  if (x.empty() || y.empty())
    throw std::invalid_argument(fmt::format(
        "wasserstein2_1d: {} and {} numbers given; expected at least one on each side", x.size(), y.size()));
  const std::vector<double> a = sorted(x), b = sorted(y);
  const std::size_t n = a.size(), m = b.size();
  Sum cost;  // the quantile functions jump at i / n and j / m; u counts in units of 1 / (n m), exactly
  for (std::size_t i = 0, j = 0, u = 0; i < n && j < m;) {
    const std::size_t next = std::min((i + 1) * m, (j + 1) * n);
    cost += double(next - u) * (a[i] - b[j]) * (a[i] - b[j]);
    u = next;
    if (u == (i + 1) * m) ++i;
    if (u == (j + 1) * n) ++j;
  }
  return std::sqrt(cost.value() / (double(n) * double(m)));
}

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
