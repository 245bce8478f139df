// Which numbers stand at an axis.
#pragma once
#include <string>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

/// The distance 1, 2 or 5 x 10^k between ticks that puts at most `count` of them (and one) into the range.
double tick_step(const Interval& range, double count);

/// gnuplot commands for scale, range and ticks of the axis `name` ("x", "y" or "cb"), `pixels` long: round
/// steps on a linear axis, as many as leave room for their numbers; on a logarithmic one powers of ten, or 1,
/// 2, 5 x 10^k where the range spans less than two and a half decades.
std::string axis_commands(const std::string& name, const Axis& axis, const Interval& range, double pixels);

}  // namespace pont::figures
