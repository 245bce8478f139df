// Differences of two estimates, and the smallest one that could have been seen.
#pragma once
#include "experiments/metrics/repetition.hpp"

namespace pont::metrics {

/// a - b of two independent means, with the error of both; of the fewer repetitions.
Estimate difference(const Estimate& a, const Estimate& b);

/// The smallest true difference that a measurement with this standard error tells from none in four of five
/// cases, by a two-sided test at 5 %: t(97.5 %) + t(80 %) standard errors, the quantiles of Student's t for
/// the degrees of freedom that the error was estimated with: 2.80 for many, 3.72 for four. By the expansion
/// of Abramowitz & Stegun 1964, 26.7.5: to 1 % from three degrees on, and 10 % too low for one.
double smallest_visible(double standard_error, double degrees);

}  // namespace pont::metrics
