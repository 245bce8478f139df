// Repeated measurements: mean with standard error, and the sampling floor of a metric.
#pragma once
#include <functional>
#include <span>

#include "autodiff/rng.hpp"
#include "experiments/metrics/points.hpp"

namespace pont::metrics {

/// A mean over repetitions and its standard error, in the unit of what was measured.
struct Estimate {
  double mean = 0;
  double standard_error = 0;  ///< sqrt(unbiased variance / n); NaN for a single repetition
  Eigen::Index repetitions = 0;
};

/// Mean and standard error of `values`, in their order. Throws std::invalid_argument when empty.
Estimate estimate(std::span<const double> values);
Estimate estimate(const Eigen::VectorXd& values);

/// measure(key / r) for r = 0 ... repetitions - 1: repetition r does not depend on how many follow.
Estimate repeat(const std::function<double(const ad::Key&)>& measure, const ad::Key& key,
                Eigen::Index repetitions);

/// A distance between two clouds: wasserstein2, energy_distance, ...
using Metric = std::function<double(const Points&, const Points&)>;
/// n independent points of a law, [n, d], a pure function of the key.
using Draw = std::function<Points(const ad::Key&, Eigen::Index n)>;

/// The sampling floor: the metric between two independent data sets, of n and m points, of the same law. A
/// perfect generator scores this, not 0; what lies below it is noise. Data sets come from key / r / "x" and
/// key / r / "y".
Estimate sampling_floor(const Metric& metric, const Draw& draw, Eigen::Index n, Eigen::Index m,
                        const ad::Key& key, Eigen::Index repetitions);

}  // namespace pont::metrics
