// W2: squared distances as transport costs, the plan priced in floating point with the unrounded costs.
#include "experiments/metrics/wasserstein.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "experiments/metrics/summation.hpp"
#include "sde/transport/network_simplex.hpp"

namespace pont::experiments {
namespace {

using sde::check_transport_size, sde::solve_transport, sde::uniform_masses, sde::weighted_masses;
using sde::Masses, sde::Shipment;

double squared_distance(const Points& x, Eigen::Index i, const Points& y, Eigen::Index j) {
  double s = 0;
  for (Eigen::Index k = 0; k < x.cols(); ++k) s += (x(i, k) - y(j, k)) * (x(i, k) - y(j, k));
  return s;
}

std::vector<double> squared_distances(const Points& x, const Points& y) {  // [n, m] row-major
  check_transport_size(x.rows(), y.rows());
  std::vector<double> cost(std::size_t(x.rows() * y.rows()));
  std::size_t e = 0;
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < y.rows(); ++j) cost[e++] = squared_distance(x, i, y, j);
  return cost;
}

Coupling couple(const Points& x, const Points& y, const Masses& masses) {
  Coupling coupling;
  Sum cost;
  for (const Shipment& s : solve_transport(masses, squared_distances(x, y))) {
    const double mass = double(s.mass) / double(masses.total);
    coupling.pairs.push_back({s.from, s.to, mass});
    cost += mass * squared_distance(x, s.from, y, s.to);
  }
  coupling.distance = std::sqrt(cost.value());
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

}  // namespace pont::experiments
