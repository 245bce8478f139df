// The time grids of samplers, as a section of a sampler's configuration.
#pragma once
#include <vector>

#include "experiments/config/choice.hpp"

namespace pont::experiments {

struct GridOptions : Options {
  /// steps + 1 times, decreasing from T to eps.
  virtual std::vector<double> build(double T, double eps, int steps) const = 0;
};

/// uniform and quadratic: every factory of sde/grid.hpp.
const Registry<GridOptions>& grids();

}  // namespace pont::experiments
