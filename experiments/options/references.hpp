// Reference processes and step schedules of bridges, as sections of the configuration.
#pragma once
#include "experiments/config/choice.hpp"
#include "sde/bridges/reference.hpp"

namespace pont::experiments {

struct StepOptions : Options {
  /// gamma_1, ..., gamma_N.
  virtual std::vector<double> build() const = 0;
};

/// constant, linear, geometric.
const Registry<StepOptions>& step_schedules();

struct ReferenceOptions : Options {
  /// The Euler chain with these steps in d dimensions. Throws ConfigError "reference: ..." if they do not
  /// fit.
  virtual sde::EulerChain build(std::vector<double> gammas, std::int64_t d) const = 0;
};

/// brownian, ornstein_uhlenbeck.
const Registry<ReferenceOptions>& references();

}  // namespace pont::experiments
