// The optimisers, as a section of the configuration. The learning rate belongs to the schedule.
#pragma once
#include <memory>

#include "experiments/config/choice.hpp"
#include "nn/optimisers.hpp"

namespace pont::options {

struct OptimiserOptions : config::Options {
  virtual std::unique_ptr<nn::Optimiser> build() const = 0;
};

/// sgd, momentum, adam, adamw: every class of nn/optimisers.hpp.
const config::Registry<OptimiserOptions>& optimisers();

}  // namespace pont::options
