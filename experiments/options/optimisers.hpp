// The optimisers and their learning rates, as sections of the configuration.
#pragma once
#include <memory>

#include "experiments/config/choice.hpp"
#include "experiments/options/section.hpp"
#include "nn/optimisers.hpp"
#include "nn/schedules.hpp"

namespace pont::options {

struct OptimiserOptions : config::Options {
  virtual std::unique_ptr<nn::Optimiser> build() const = 0;
};

/// sgd, momentum, adam, adamw: every class of nn/optimisers.hpp.
const config::Registry<OptimiserOptions>& optimisers();

struct ScheduleOptions : config::Options {
  /// For a training of `steps` steps. Throws ConfigError "schedule: ..." where it does not fit into them.
  nn::Schedule build(std::int64_t steps) const {
    return in_section("schedule", [&] { return make(steps); });
  }

 private:
  virtual nn::Schedule make(std::int64_t steps) const = 0;
};

/// constant, warmup, cosine, step_decay: every factory of nn/schedules.hpp.
const config::Registry<ScheduleOptions>& schedules();

}  // namespace pont::options
