// Repeated measurements: mean with standard error, the sampling floor of a metric, and the smallest visible
// difference.
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

/// value(x) with its standard error, from ten values that each leave a tenth of the rows out, one run of rows
/// after the other (delete-a-group jackknife: Shao & Tu 1995, section 2.3). Throws std::invalid_argument
/// below 20 rows.
Estimate jackknife(const std::function<double(const Points&)>& value, const Points& x);

/// A distance between two clouds: wasserstein2, energy_distance, ...
using Metric = std::function<double(const Points&, const Points&)>;
/// n independent points of a law, [n, d], a pure function of the key.
using Draw = std::function<Points(const ad::Key&, Eigen::Index n)>;

/// The sampling floor: the metric between two independent data sets, of n and m points, of the same law. A
/// perfect generator scores this, not 0; what lies below it is noise. Data sets come from key / r / "x" and
/// key / r / "y".
Estimate sampling_floor(const Metric& metric, const Draw& draw, Eigen::Index n, Eigen::Index m,
                        const ad::Key& key, Eigen::Index repetitions);

/// a - b of two independent means, with the error of both; of the fewer repetitions.
Estimate difference(const Estimate& a, const Estimate& b);

/// The smallest true difference that a measurement with this standard error tells from none in four of five
/// cases, by a two-sided test at 5 %: t(97.5 %) + t(80 %) standard errors, the quantiles of Student's t for
/// the degrees of freedom that the error was estimated with: 2.80 for many, 3.72 for four. By the expansion
/// of Abramowitz & Stegun 1964, 26.7.5: to 1 % from three degrees on, and 10 % too low for one.
double smallest_visible(double standard_error, double degrees);

}  // namespace pont::metrics
