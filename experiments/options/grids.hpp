// The time grids of samplers, as a section of a sampler's configuration.
#pragma once
#include <vector>

#include "experiments/config/choice.hpp"
#include "sde/linear_sde.hpp"

namespace pont::options {

struct GridOptions : config::Options {
  /// steps + 1 times, decreasing from sde.T to eps.
  virtual std::vector<double> build(const sde::LinearSde& sde, double eps, int steps) const = 0;
};

/// Every factory of sde/grid.hpp.
const config::Registry<GridOptions>& grids();

}  // namespace pont::options
