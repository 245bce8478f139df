// A classifier two-sample test: can the points of two clouds be told apart?
#pragma once
#include "experiments/metrics/points.hpp"

namespace pont::metrics {

/// Whether each held-out point is told right, 0 or 1: [n], first those of x, then those of y. Of each cloud
/// the first half trains and the second half is held out; a point is given the label of the majority among
/// its k nearest training points, k the odd number next to sqrt(n / 4) (Lopez-Paz & Oquab 2017, section 3,
/// take k = sqrt(n / 4) nearest neighbours), in coordinates divided by the deviations of y. Training points
/// that coincide with it are passed over. The mean is 1/2 for equal laws, whatever they are, and its error
/// binomial. x and y [n, d], n >= 8 (else std::invalid_argument). O(n^2 d).
Eigen::VectorXd classified(const Points& x, const Points& y);

}  // namespace pont::metrics
