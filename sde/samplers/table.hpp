// The table of samplers.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sde/sampler.hpp"

namespace pont::sde {

// One row per sampler and equation it solves. `order` is the weak order the tests measure; empty where there
// is none: set by a tolerance, or a bias that does not vanish with the step. `evaluations` of the score per
// step; empty: as many as the tolerance takes. `accepts` says which SDEs `step` does not refuse.
struct SamplerRow {
  std::string name, solves, source;
  double lambda;
  std::optional<double> order;
  std::optional<int> evaluations;
  std::function<bool(const LinearSde&)> accepts;
  // The sampler for a run of that many steps.
  std::function<std::unique_ptr<Sampler>(int steps)> make;
};
const std::vector<SamplerRow>& samplers();

}  // namespace pont::sde
