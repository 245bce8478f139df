// Histograms of points, normalised to densities.
#pragma once
#include <span>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

/// Histogram of points [n, 2] on rows x columns cells of x times y: count / (n * cell area). Cells are half
/// open, the last ones closed; points outside count in n only.
HeatMap histogram(const Grid& points, const Interval& x, const Interval& y, Eigen::Index rows,
                  Eigen::Index columns);

/// Histogram of numbers [n] in `bins` bins of `range`: count / (n * bin width), as bars at the bins' centres.
Bars histogram(std::span<const double> values, const Interval& range, Eigen::Index bins);

}  // namespace pont::figures
