// Samplers of a fixed target and the transitions of one chain, as sections of the configuration.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "experiments/config/choice.hpp"
#include "experiments/options/section.hpp"
#include "sde/targets/transitions.hpp"

namespace pont::options {

/// `move: {type: mala, step: 0.1}`.
struct MoveOptions : config::Options {
  virtual std::unique_ptr<sde::Transition> build() const = 0;
};

/// The transitions of sde/targets/transitions.hpp that move one chain by itself.
const config::Registry<MoveOptions>& moves();

/// Equal transitions for one target.
struct ChainStage {
  std::int64_t transitions;
  std::unique_ptr<const sde::Target> target;
  std::unique_ptr<const sde::Transition> transition;
};

/// Stages that a chain passes through in turn; the last one's target is the one to sample. A chain has `rows`
/// rows of sde::Walkers, the first of which is the sample.
struct ChainPlan {
  std::vector<ChainStage> stages;
  std::int64_t rows = 1;
};

/// `sampler: {type: replica_exchange, ...}`.
struct TargetSamplerOptions : config::Options {
  /// Stages with `transitions` transitions in all. Throws ConfigError "sampler: ...".
  ChainPlan build(const sde::Mixture& law, std::int64_t transitions) const {
    return in_section("sampler", [&] { return make(law, transitions); });
  }

 private:
  virtual ChainPlan make(const sde::Mixture& law, std::int64_t transitions) const = 0;
};

const config::Registry<TargetSamplerOptions>& target_samplers();

}  // namespace pont::options
