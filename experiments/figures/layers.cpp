// Layers from functions and points: curves and histograms.
#include "experiments/figures/layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

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

namespace {

// The cell of v, or -1 outside; the upper edge belongs to the last cell.
Eigen::Index cell(double v, const Interval& r, Eigen::Index cells) {
  if (!(v >= r.low && v <= r.high)) return -1;
  return std::min(cells - 1, Eigen::Index(std::floor((v - r.low) / (r.high - r.low) * double(cells))));
}

void check(Eigen::Index n, const Interval& r, Eigen::Index cells) {
  if (n < 1 || cells < 1 || !(r.low < r.high))
    throw std::invalid_argument(fmt::format(
        "histogram: {} points in {} cells of [{}, {}]; expected points, cells and an increasing range", n,
        cells, r.low, r.high));
}

}  // namespace

HeatMap histogram(const Grid& points, const Interval& x, const Interval& y, Eigen::Index rows,
                  Eigen::Index columns) {
  check(points.rows(), x, columns);
  check(points.rows(), y, rows);
  HeatMap map{x, y, Grid::Zero(rows, columns)};
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const Eigen::Index r = cell(points(i, 1), y, rows), c = cell(points(i, 0), x, columns);
    if (r >= 0 && c >= 0) map.values(r, c) += 1;
  }
  const double area = (x.high - x.low) / double(columns) * (y.high - y.low) / double(rows);
  map.values /= double(points.rows()) * area;
  return map;
}

Bars histogram(std::span<const double> values, const Interval& range, Eigen::Index bins) {
  check(Eigen::Index(values.size()), range, bins);
  Bars bars{.x = {},
            .height = std::vector<double>(std::size_t(bins)),
            .width = (range.high - range.low) / double(bins)};
  for (Eigen::Index b = 0; b < bins; ++b) bars.x.push_back(range.low + (double(b) + 0.5) * bars.width);
  for (const double v : values)
    if (const Eigen::Index b = cell(v, range, bins); b >= 0)
      bars.height[std::size_t(b)] += 1 / (double(values.size()) * bars.width);
  return bars;
}

}  // namespace pont::figures
