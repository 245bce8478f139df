// The clocks of SDEs, as a section of the configuration.
#pragma once
#include "experiments/config/choice.hpp"
#include "sde/clock.hpp"

namespace pont::options {

struct ClockOptions : config::Options {
  /// For times in [0, T].
  virtual sde::Clock build(double T) const = 0;
};

/// The keys sigma_min and sigma_max of variance exploding (Song et al. 2021, eq. 9; their values for images).
struct GeometricGrowth final {
  double min = 0.01, max = 50;
  void declare(config::Visitor& v);
};

/// One row per factory in sde/clock.hpp that needs numbers only, and per schedule in sde/chain_clock.hpp.
const config::Registry<ClockOptions>& clocks();

}  // namespace pont::options
