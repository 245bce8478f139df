// Ticks by our own rule, because gnuplot's does not know how wide the labels of neighbouring panels are.
#include "experiments/figures/ticks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pont::figures {
namespace {

constexpr double kPixelsPerTick = 42;
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
    s += fmt::format("set format {0} '%g'\nset {0}tics {1:.6g}\n", name, roomy_step(range, pixels));
  if (!axis.ticks) s += fmt::format("set format {} ''\n", name);
  return s;
}

}  // namespace pont::figures
