// Axes: the part that data occupy, and the numbers that stand there.
#pragma once
#include <span>
#include <string>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

/// Grows around values. On a logarithmic axis it works with log10, and ignores what has none; NaN and
/// infinities are ignored on both.
class Extent final {
 public:
  explicit Extent(Scale scale = Scale::linear) : scale_(scale) {}
  void include(double value);
  void include(std::span<const double> values);
  /// The interval in data units, widened on each side by the fraction `air` of its length; [-1, 1] around 0
  /// or [0.1, 10] without data, and one unit (or decade) to each side of a single value.
  Interval range(double air) const;

 private:
  Scale scale_;
  double low_ = 1, high_ = 0;  // empty while low_ > high_
};

/// What the layers of a panel occupy; an axis' own range, where it has one, comes first.
struct PanelRanges {
  Interval x, y;
};
PanelRanges fitted_ranges(const Panel& panel);

/// The distance 1, 2 or 5 x 10^k between ticks that puts at most `count` of them (and one) into the range.
double tick_step(const Interval& range, double count);

/// gnuplot commands for scale, range and ticks of the axis `name` ("x", "y" or "cb"), `pixels` long: round
/// steps on a linear axis, as many as leave room for their numbers; on a logarithmic one powers of ten, or 1,
/// 2, 5 x 10^k where the range spans less than two and a half decades.
std::string axis_commands(const std::string& name, const Axis& axis, const Interval& range, double pixels);

}  // namespace pont::figures
