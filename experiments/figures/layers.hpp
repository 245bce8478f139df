// Layers from functions and points: curves and histograms.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

/// n >= 2 points from low to high: equidistant, or (0 < low) in equal ratios.
std::vector<double> linear_points(double low, double high, int n);
std::vector<double> logarithmic_points(double low, double high, int n);

/// The points (x_i, f(x_i)) as one line, in the colour of the given series.
Lines curve(const std::string& label, std::size_t series, const std::vector<double>& x,
            const std::function<double(double)>& f);

/// Histogram of points [n, 2] on rows x columns cells of x times y: count / (n * cell area). Cells are half
/// open, the last ones closed; points outside count in n only.
HeatMap histogram(const Grid& points, const Interval& x, const Interval& y, Eigen::Index rows,
                  Eigen::Index columns);

/// Histogram of numbers [n] in `bins` bins of `range`: count / (n * bin width), as bars at the bins' centres.
Bars histogram(std::span<const double> values, const Interval& range, Eigen::Index bins);

}  // namespace pont::figures
