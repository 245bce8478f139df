// Reference processes and step schedules of bridges, as sections of the configuration.
#pragma once
#include "experiments/config/choice.hpp"
#include "sde/bridges/reference.hpp"

namespace pont::options {

struct StepOptions : config::Options {
  /// gamma_1, ..., gamma_N.
  virtual std::vector<double> build() const = 0;
};

/// constant, linear, geometric.
const config::Registry<StepOptions>& step_schedules();

struct ReferenceOptions : config::Options {
  /// The Euler chain with these steps in d dimensions. Throws ConfigError "reference: ..." if they do not
  /// fit.
  virtual sde::EulerChain build(std::vector<double> gammas, std::int64_t d) const = 0;
};

/// brownian, ornstein_uhlenbeck.
const config::Registry<ReferenceOptions>& references();

}  // namespace pont::options
