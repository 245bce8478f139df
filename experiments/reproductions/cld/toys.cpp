// The published parameters, and the diamond from its registry.
#include "experiments/reproductions/cld/toys.hpp"

#include <cmath>
#include <numbers>

#include "experiments/data/gaussians.hpp"
#include "sde/models.hpp"

namespace pont::reproductions::cld {

sde::LinearSde toy_cld(double damping) {
  constexpr double mass = 0.25, gamma = 0.04;
  return sde::cld(sde::constant_clock(4), mass, damping * std::sqrt(mass), gamma);
}

sde::LinearSde toy_vp() { return sde::vp(sde::constant_clock(4)); }

sde::Mixture diamond() { return *data::DiamondOptions().build()->exact(); }

sde::Mixture diamond_axis() {
  return sde::checked(data::equal_gaussians(Eigen::ArrayXXd{{-0.5}, {0}, {0.5}}, diamond_sigma));
}

double diamond_entropy() {
  return std::log(9) + 1 + std::log(2 * std::numbers::pi * diamond_sigma * diamond_sigma);
}

const std::vector<Regime>& damping_regimes() {
  static const std::vector<Regime> rows{
      {"under-damped", 1}, {"critical", critical_damping}, {"over-damped", 4}};
  return rows;
}

}  // namespace pont::reproductions::cld
