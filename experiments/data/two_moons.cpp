// The moons as two copies of a half circle, one of them turned by 180 degrees.
#include "experiments/data/two_moons.hpp"

#include <cmath>
#include <numbers>

#include "experiments/data/noisy_curve.hpp"

namespace pont::data {

void TwoMoonsOptions::declare(config::Visitor& v) {
  v.key("noise", noise_, "standard deviation of the noise", {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> TwoMoonsOptions::build() const { return two_moons(noise_); }

std::unique_ptr<DataSet> two_moons(double noise) {
  const PlaneCurve half_circle(0, std::numbers::pi, [](auto t) {
    using std::cos, std::sin;
    return std::array{cos(t), sin(t)};
  });
  const std::vector<Placement> moons{{.scale = 1}, {.scale = -1, .offset = {1, 0.5}}};
  return std::make_unique<NoisyCurve>(half_circle, moons, noise);
}

}  // namespace pont::data
