// The keys and placements of the two circles.
#include "experiments/data/circles.hpp"

#include <cmath>
#include <numbers>

#include "experiments/data/noisy_curve.hpp"

namespace pont::data {

void CirclesOptions::declare(config::Visitor& v) {
  v.key("factor", factor_, "radius of the inner circle; the outer one has radius 1",
        {.unit = "data", .range = {.low = 0, .high = 1, .low_open = true, .high_open = true}});
  v.key("noise", noise_, "standard deviation of the noise", {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> CirclesOptions::build() const {
  const PlaneCurve circle(0, 2 * std::numbers::pi, [](auto t) {
    using std::cos, std::sin;
    return std::array{cos(t), sin(t)};
  });
  return std::make_unique<NoisyCurve>(circle, std::vector<Placement>{{.scale = 1}, {.scale = factor_}},
                                      noise_);
}

}  // namespace pont::data
