// Functions as curves of a figure.
#pragma once
#include <functional>
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

}  // namespace pont::figures
