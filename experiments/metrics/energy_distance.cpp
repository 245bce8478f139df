// Energy distance: mean pairwise distances, a block of columns at a time so that the inner loop vectorises.
#include "experiments/metrics/energy_distance.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "experiments/metrics/points.hpp"

namespace pont::metrics {
namespace {

using Index = Eigen::Index;
using Coordinates = Eigen::MatrixXd;  // [m, d] column-major: one coordinate of all points is contiguous
constexpr Index kBlock = 512;

// sum over j in [first, first + count) of |x_i - y_j|; compensated over blocks by the caller.
double block_sum(const Points& x, Index i, const Coordinates& y, Index first, Index count) {
  std::array<double, kBlock> distance{};
  for (Index k = 0; k < x.cols(); ++k) {
    const double a = x(i, k), *b = &y(first, k);
    for (Index j = 0; j < count; ++j) distance[std::size_t(j)] += (a - b[j]) * (a - b[j]);
  }
  for (Index j = 0; j < count; ++j) distance[std::size_t(j)] = std::sqrt(distance[std::size_t(j)]);
  std::array<double, 8>
      lane{};  // eight interleaved partial sums: a fixed order that the compiler may vectorise
  for (std::size_t j = 0; j < kBlock; j += 8)
    for (std::size_t l = 0; l < 8; ++l) lane[l] += distance[j + l];
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

double mean_distance(const Points& x, const Points& y) {
  const Coordinates columns = y;
  Sum total;
  for (Index i = 0; i < x.rows(); ++i)
    for (Index first = 0; first < y.rows(); first += kBlock)
      total += block_sum(x, i, columns, first, std::min(kBlock, y.rows() - first));
  return total.value() / (double(x.rows()) * double(y.rows()));
}

}  // namespace

double energy_distance(const Points& x, const Points& y) {
  check_pair("energy_distance", x, y);
  const double squared = 2 * mean_distance(x, y) - mean_distance(x, x) - mean_distance(y, y);
  return std::sqrt(
      std::max(squared, 0.0));  // >= 0 in exact arithmetic; rounding may leave -1e-16 for equal clouds
}

}  // namespace pont::metrics
