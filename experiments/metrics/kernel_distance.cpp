// KID, and precision, recall, density and coverage from the distances of all pairs.
#include "experiments/metrics/kernel_distance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace pont::metrics {
namespace {

using Eigen::ArrayXXd, Eigen::Index, Eigen::MatrixXd, Eigen::VectorXd;

constexpr Index runs = 10, longest = 1'000;

void require_rows(const char* where, const Points& x, const Points& y, Index least) {
  check_pair(where, x, y);
  if (std::min(x.rows(), y.rows()) < least)
    throw std::invalid_argument(fmt::format("{}: {} and {} points given, expected at least {} of each", where,
                                            x.rows(), y.rows(), least));
}

// k of all pairs, [n, m].
ArrayXXd kernels(const Points& x, const Points& y) {
  return ((x * y.transpose()).array() / static_cast<double>(x.cols()) + 1).cube();
}

// The mean over pairs of different rows.
double mean_apart(const Points& x) {
  const ArrayXXd k = kernels(x, x);
  const auto n = static_cast<double>(x.rows());
  return (k.sum() - k.matrix().diagonal().sum()) / (n * (n - 1));
}

Points run_of(const Points& x, Index r) {
  const Index first = r * x.rows() / runs, end = (r + 1) * x.rows() / runs;
  return x.middleRows(first, std::min(longest, end - first));
}

// Squared distances of all pairs, [n, m], not below 0.
MatrixXd squared_distances(const Points& x, const Points& y) {
  MatrixXd d = -2 * (x * y.transpose());
  d.colwise() += x.rowwise().squaredNorm();
  d.rowwise() += y.rowwise().squaredNorm().transpose();
  return d.cwiseMax(0);
}

// The squared distance of each row to the k-th nearest other one.
VectorXd reaches(const Points& x, Index k) {
  const MatrixXd d = squared_distances(x, x);
  VectorXd reach(x.rows());
  std::vector<double> row(static_cast<std::size_t>(x.rows()));
  for (Index i = 0; i < x.rows(); ++i) {
    VectorXd::Map(row.data(), x.rows()) = d.col(i);
    row[static_cast<std::size_t>(i)] = -1;  // itself comes first
    std::nth_element(row.begin(), row.begin() + k, row.end());
    reach[i] = row[static_cast<std::size_t>(k)];
  }
  return reach;
}

}  // namespace

double kernel_distance(const Points& x, const Points& y) {
  require_rows("kernel_distance", x, y, 2);
  return mean_apart(x) + mean_apart(y) - 2 * kernels(x, y).mean();
}

Estimate kernel_distances(const Points& x, const Points& y) {
  require_rows("kernel_distances", x, y, 2 * runs);
  VectorXd values(runs);
  for (Index r = 0; r < runs; ++r) values[r] = kernel_distance(run_of(x, r), run_of(y, r));
  return estimate(values);
}

Neighbourhoods neighbourhoods(const Points& samples, const Points& data, Index k) {
  require_rows("neighbourhoods", samples, data, k + 1);
  const MatrixXd d = squared_distances(samples, data);
  const Eigen::RowVectorXd of_data = reaches(data, k).transpose();
  const ArrayXXd held = (d.array() <= of_data.replicate(d.rows(), 1).array()).cast<double>(),
                 holding = (d.array() <= reaches(samples, k).replicate(1, d.cols()).array()).cast<double>();
  return {.precision = held.rowwise().maxCoeff(),
          .recall = holding.colwise().maxCoeff().transpose(),
          .density = held.rowwise().sum() / static_cast<double>(k),
          .coverage = held.colwise().maxCoeff().transpose()};
}

}  // namespace pont::metrics
