// The keys and placements of the five swiss rolls.
#include "experiments/data/multi_swiss_roll.hpp"

#include <cmath>
#include <numbers>

#include "experiments/data/noisy_curve.hpp"

namespace pont::data {

void MultiSwissRollOptions::declare(config::Visitor& v) {
  v.key("noise", noise_, "standard deviation of the noise before scaling", {.range = config::at_least(0)});
  v.key("scale", scale_, "factor from a roll of radius 4.5 pi to data units", {.range = config::positive()});
  v.key("offset", offset_, "distance of the four outer rolls along each axis",
        {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> MultiSwissRollOptions::build() const {
  const PlaneCurve roll(1.5 * std::numbers::pi, 4.5 * std::numbers::pi, [](auto t) {
    using std::cos, std::sin;
    return std::array{t * cos(t), t * sin(t)};
  });
  std::vector<Placement> rolls{{.scale = scale_}};
  for (const double x : {-offset_, offset_})
    for (const double y : {-offset_, offset_}) rolls.push_back({.scale = scale_, .offset = {x, y}});
  return std::make_unique<NoisyCurve>(roll, rolls, noise_ * scale_);
}

}  // namespace pont::data
