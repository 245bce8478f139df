// Checks of a figure: lengths, grids, ranges.
#include "experiments/figures/figure.hpp"

#include <fmt/format.h>

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

}  // namespace pont::figures
