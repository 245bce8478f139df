// The S as a smooth half and its reflection in the origin.
#include "experiments/data/s_curve.hpp"

#include <cmath>
#include <numbers>

#include "experiments/data/noisy_curve.hpp"

namespace pont::data {

void SCurveOptions::declare(config::Visitor& v) {
  v.key("noise", noise_, "standard deviation of the noise", {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> SCurveOptions::build() const {
  const PlaneCurve half(0, 1.5 * std::numbers::pi, [](auto t) {
    using std::cos, std::sin;
    return std::array{sin(t), cos(t) - 1.0};
  });
  return std::make_unique<NoisyCurve>(half, std::vector<Placement>{{.scale = 1}, {.scale = -1}}, noise_);
}

}  // namespace pont::data
