// Sampling functions at points.
#include "experiments/figures/curves.hpp"

#include <cmath>

namespace pont::figures {

std::vector<double> linear_points(double low, double high, int n) {
  std::vector<double> x;
  for (int i = 0; i < n; ++i) x.push_back(i == n - 1 ? high : low + (high - low) * i / (n - 1));
  return x;
}

std::vector<double> logarithmic_points(double low, double high, int n) {
  std::vector<double> x = linear_points(std::log(low), std::log(high), n);
  for (double& v : x) v = std::exp(v);
  return x;
}

Lines curve(const std::string& label, std::size_t series, const std::vector<double>& x,
            const std::function<double(double)>& f) {
  const Grid at = Eigen::Map<const Grid>(x.data(), 1, static_cast<Eigen::Index>(x.size()));
  return {.x = at, .y = at.unaryExpr(f), .label = label, .colour = series_colour(series)};
}

}  // namespace pont::figures
