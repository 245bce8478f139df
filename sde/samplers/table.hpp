// The table of samplers: their names, the equations they solve, and what is known of them.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sde/sampler.hpp"

namespace pont::sde {

/// A sampler on one equation. `order` is the weak order the tests measure; empty where there is none: set by
/// a tolerance, or a bias that does not vanish with the step. `evaluations` of the score per step; empty: as
/// many as the tolerance takes. `accepts` says which SDEs `step` does not refuse.
struct SamplerRow {
  std::string name, solves, source;
  double lambda;
  std::optional<double> order;
  std::optional<int> evaluations;
  std::function<bool(const LinearSde&)> accepts;
  /// The sampler for a run of that many steps.
  std::function<std::unique_ptr<Sampler>(int steps)> make;
};

/// A sampler by the name that configurations choose it with, and its equations, the usual one first.
struct NamedSampler {
  std::string name, summary;
  /// The sampler; empty where it has keys of its own, which experiments/options/samplers.cpp then declares.
  std::function<std::unique_ptr<Sampler>()> plain;
  std::vector<SamplerRow> rows;

  /// Whether a plain one solves the equations of all lambda in [0, 1]: then it has rows for some of them.
  bool any_lambda() const { return rows.size() > 1; }
};
const std::vector<NamedSampler>& named_samplers();

/// All their rows: those with an order, then the others.
const std::vector<SamplerRow>& samplers();

}  // namespace pont::sde
