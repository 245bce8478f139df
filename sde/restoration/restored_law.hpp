// The law that a sampler gives restored Gaussian data, computed instead of sampled.
#pragma once
#include <optional>

#include "sde/restoration/guided_score.hpp"
#include "sde/sampler.hpp"

namespace pont::sde {

/// The law of x given y at grid.back(), of a sampler that starts from the prior and walks the grid by a
/// guided score: each step is an affine map of x and y with Gaussian noise, read off by stepping zero, unit
/// states, unit measurements and unit normals. None where a covariance passes `most`: the steps are unstable.
/// The sampler must take one draw of noise in a step, and rows of its own. O(d^3) a step. Throws
/// std::invalid_argument for several draws.
std::optional<Restored> restored_law(const Sampler&, const Reverse&, MeasurementScore&,
                                     const std::vector<double>& grid, double most = 1e6);

}  // namespace pont::sde
