// Checks of a figure (lengths, grids, ranges); curves and histograms as its layers.
#include "experiments/figures/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace pont::figures {
namespace {

void require(bool condition, const std::string& where, const std::string& what) {
  if (!condition) throw std::invalid_argument(where + ": " + what);
}

void check_lengths(const std::string& where, std::size_t x, std::size_t y) {
  require(x == y, where,
          fmt::format("x has {} entries and the values {}; expected one value for each x", x, y));
  require(x > 0, where, "no points; leave out a layer that shows nothing");
}

void check_range(const std::string& where, const Interval& r) {
  require(std::isfinite(r.low) && std::isfinite(r.high) && r.low < r.high, where,
          fmt::format("range [{}, {}] is not finite and increasing", r.low, r.high));
}

void check_axis(const std::string& where, const Axis& axis) {
  if (!axis.range) return;
  check_range(where, *axis.range);
  require(axis.scale == Scale::linear || axis.range->low > 0, where,
          fmt::format("range [{}, {}] on a logarithmic axis; expected a lower end > 0", axis.range->low,
                      axis.range->high));
}

void check_layer(const std::string& where, const Scatter& s) { check_lengths(where, s.x.size(), s.y.size()); }
void check_layer(const std::string& where, const Bars& b) {
  check_lengths(where, b.x.size(), b.height.size());
  require(b.width > 0, where, fmt::format("bar width {}; expected > 0", b.width));
}
void check_layer(const std::string& where, const ErrorBars& e) {
  check_lengths(where, e.x.size(), e.y.size());
  check_lengths(where, e.x.size(), e.error.size());
}
void check_layer(const std::string& where, const Lines& l) {
  require((l.x.rows() == 1 || l.x.rows() == l.y.rows()) && l.x.cols() == l.y.cols(), where,
          fmt::format("x has shape [{}, {}] and y [{}, {}]; expected equal shapes, or one row of x",
                      l.x.rows(), l.x.cols(), l.y.rows(), l.y.cols()));
  require(l.y.size() > 0, where, "no lines; leave out a layer that shows nothing");
}
void check_layer(const std::string& where, const Reference& r) {
  require(std::isfinite(r.value), where, fmt::format("reference value {} is not finite", r.value));
}
void check_layer(const std::string& where, const HeatMap& h) {
  require(h.values.size() > 0, where, "the grid of values is empty");
  check_range(where + ": x", h.x);
  check_range(where + ": y", h.y);
}

}  // namespace

void check_figure(const Figure& figure) {
  const std::string where = fmt::format("figure '{}'", figure.title);
  require(!figure.panels.empty(), where, "no panels; expected at least one");
  require(figure.columns >= 1, where, fmt::format("{} columns; expected at least one", figure.columns));
  require(figure.width > 0 && figure.height > 0, where,
          fmt::format("plot box of {} x {} pixels; expected both > 0", figure.width, figure.height));
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const Panel& panel = figure.panels[p];
    const std::string here = fmt::format("{}: panel {}", where, p + 1);
    require(!panel.layers.empty(), here, "no layers; expected at least one");
    check_axis(here + ": x axis", panel.x);
    check_axis(here + ": y axis", panel.y);
    check_axis(here + ": colour axis", panel.colour);
    for (std::size_t l = 0; l < panel.layers.size(); ++l)
      std::visit([&](const auto& layer) { check_layer(fmt::format("{}: layer {}", here, l + 1), layer); },
                 panel.layers[l]);
  }
}

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
