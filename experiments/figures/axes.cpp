// Axes: ranges fitted to data, and ticks.
#include "experiments/figures/axes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pont::figures {

// Fitting axes ourselves: panels get the same rule on every terminal, and lines may touch the sides while
// dots do not.

namespace {

std::span<const double> cells(const Grid& g) { return {g.data(), std::size_t(g.size())}; }

struct Extents {
  Extent x, y;
};

void include(Extents& e, const Scatter& s) {
  e.x.include(s.x);
  e.y.include(s.y);
}
void include(Extents& e, const Lines& l) {
  e.x.include(cells(l.x));
  e.y.include(cells(l.y));
}
void include(Extents& e, const Reference& r) { e.y.include(r.value); }
void include(Extents& e, const HeatMap& h) {
  for (const double x : {h.x.low, h.x.high}) e.x.include(x);
  for (const double y : {h.y.low, h.y.high}) e.y.include(y);
}
void include(Extents& e, const Bars& b) {
  for (const double x : b.x)
    for (const double side : {-0.5, 0.5}) e.x.include(x + side * b.width);
  e.y.include(0.0);
  e.y.include(b.height);
}
void include(Extents& e, const ErrorBars& b) {
  e.x.include(b.x);
  e.y.include(b.y);
  for (std::size_t i = 0; i < b.y.size(); ++i)
    for (const double side : {-1.0, 1.0}) e.y.include(b.y[i] + side * b.error[i]);
}

// Air in units of the range: lines and cells may end at the sides of the box, dots would be cut there.
struct Air {
  double x, y;
};
Air air(const Scatter&) { return {0.04, 0.04}; }
Air air(const Lines&) { return {0, 0.06}; }
Air air(const Reference&) { return {0, 0.10}; }
Air air(const HeatMap&) { return {0, 0}; }
Air air(const Bars&) { return {0.02, 0.06}; }
Air air(const ErrorBars&) { return {0.04, 0.08}; }

}  // namespace

void Extent::include(double value) {
  const double v = scale_ == Scale::log10 ? std::log10(value) : value;
  if (!std::isfinite(v)) return;
  const bool empty = low_ > high_;
  low_ = empty ? v : std::min(low_, v);
  high_ = empty ? v : std::max(high_, v);
}

void Extent::include(std::span<const double> values) {
  for (const double v : values) include(v);
}

Interval Extent::range(double air) const {
  Interval r = low_ > high_ ? Interval{-1, 1} : Interval{low_, high_};
  const double widen = r.high > r.low ? air * (r.high - r.low) : 1;
  r = {r.low - widen, r.high + widen};
  return scale_ == Scale::log10 ? Interval{std::pow(10, r.low), std::pow(10, r.high)} : r;
}

PanelRanges fitted_ranges(const Panel& panel) {
  Extents extents{Extent(panel.x.scale), Extent(panel.y.scale)};
  Air most{0, 0};
  bool from_zero = false;  // bars stand on the axis
  for (const Layer& layer : panel.layers) {
    std::visit([&](const auto& l) { include(extents, l); }, layer);
    const Air a = std::visit([](const auto& l) { return air(l); }, layer);
    most = {std::max(most.x, a.x), std::max(most.y, a.y)};
    from_zero = from_zero || std::holds_alternative<Bars>(layer);
  }
  PanelRanges ranges{extents.x.range(most.x), extents.y.range(most.y)};
  if (from_zero && panel.y.scale == Scale::linear && extents.y.range(0).low >= 0) ranges.y.low = 0;
  return {panel.x.range.value_or(ranges.x), panel.y.range.value_or(ranges.y)};
}

// Ticks by our own rule, because gnuplot's does not know how wide the labels of neighbouring panels are.

namespace {

constexpr double kPixelsPerTick = 42;  // of numbers beside each other
constexpr double kPixelsPerRow = 30;   // of numbers above each other
constexpr double kDecadesWithIntermediateTicks = 2.5;

std::string intermediate_ticks(const Interval& range) {  // 'label' value, ... at 1, 2, 5 x 10^k
  std::string list;
  for (int k = int(std::floor(std::log10(range.low))); k <= int(std::ceil(std::log10(range.high))); ++k)
    for (const int m : {1, 2, 5}) {
      const double v = m * std::pow(10, k);
      if (v >= range.low && v <= range.high) list += fmt::format("{}{:.6g}", list.empty() ? "" : ", ", v);
    }
  return list;
}

std::string log_ticks(const std::string& name, const Interval& range) {
  if (std::log10(range.high / range.low) > kDecadesWithIntermediateTicks)
    return fmt::format("set format {0} '10^{{%T}}'\nset {0}tics 10\n", name);
  return fmt::format("set format {0} '%g'\nset {0}tics ({1})\n", name, intermediate_ticks(range));
}

double label_width(double value) {
  return 7.0 * double(fmt::format("{:.6g}", value).size());
}  // pixels, font 10

// Horizontal labels must not touch: pixels for one tick, from the widest label that a first choice of steps
// gives.
double roomy_step(const Interval& range, double pixels) {
  const double step = tick_step(range, pixels / kPixelsPerTick);
  const double widest = std::max(label_width(std::ceil(range.low / step) * step),
                                 label_width(std::floor(range.high / step) * step));
  return tick_step(range, pixels / std::max(kPixelsPerTick, widest + 20));
}

}  // namespace

double tick_step(const Interval& range, double count) {
  const double raw = (range.high - range.low) / count, power = std::pow(10, std::floor(std::log10(raw)));
  for (const double m : {1.0, 2.0, 5.0})
    if (raw <= 1.0001 * m * power) return m * power;
  return 10 * power;
}

std::string axis_commands(const std::string& name, const Axis& axis, const Interval& range, double pixels) {
  std::string s = fmt::format("set {}range [{}:{}]\n", name, range.low, range.high);
  if (axis.scale == Scale::log10)
    s += fmt::format("set logscale {} 10\n", name) + log_ticks(name, range);
  else
    s += fmt::format("set format {0} '%g'\nset {0}tics {1:.6g}\n", name,
                     name == "x" ? roomy_step(range, pixels) : tick_step(range, pixels / kPixelsPerRow));
  if (!axis.ticks) s += fmt::format("set format {} ''\n", name);
  return s;
}

}  // namespace pont::figures
