// Differences of two estimates, and the smallest one that could have been seen.
#pragma once
#include "experiments/metrics/repetition.hpp"

namespace pont::experiments {

/// a - b of two independent means, with the error of both; of the fewer repetitions.
Estimate difference(const Estimate& a, const Estimate& b);

/// The smallest true difference that a measurement with this standard error tells from none in four of five
/// cases, by a two-sided test at 5 %: 1.960 + 0.842 standard errors, the quantiles of the normal law at
/// 97.5 % and 80 %.
inline double smallest_visible(double standard_error) { return 2.802 * standard_error; }

}  // namespace pont::experiments
