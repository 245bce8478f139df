// Keyed point clouds for the tests of the metrics.
#pragma once
#include <vector>

#include "autodiff/rng.hpp"
#include "experiments/metrics/points.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {

inline Points normal_cloud(const ad::Key& key, Eigen::Index n, Eigen::Index d) {
  Points x(n, d);
  ad::fill_normal(key, 0, 0, n * d, x.data());
  return x;
}

inline std::vector<double> column(const Points& x) { return {x.data(), x.data() + x.size()}; }

inline Points from_rows(std::initializer_list<std::initializer_list<double>> rows) {
  Points x(Eigen::Index(rows.size()), Eigen::Index(rows.begin()->size()));
  double* out = x.data();
  for (const auto& row : rows) out = std::copy(row.begin(), row.end(), out);
  return x;
}

}  // namespace pont::experiments
