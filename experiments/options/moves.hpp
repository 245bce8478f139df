// The transitions of one chain, as a section of the configuration.
#pragma once
#include <memory>

#include "experiments/config/choice.hpp"
#include "sde/targets/transitions.hpp"

namespace pont::options {

/// `move: {type: mala, step: 0.1}`.
struct MoveOptions : config::Options {
  virtual std::unique_ptr<sde::Transition> build() const = 0;
};

/// The transitions of sde/targets/transitions.hpp that move one chain by itself.
const config::Registry<MoveOptions>& moves();

}  // namespace pont::options
