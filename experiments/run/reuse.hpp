// A trained model used again: with another sampler or seed, and trained on.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/run/launch.hpp"

namespace pont::run {

/// How a run is to be sampled.
struct SamplerChoice final {
  std::string sampler = {};               ///< one that the run names, or a type; empty: its first one
  std::vector<std::string> words = {};    ///< key=value: of that sampler, or threads and device
  std::optional<std::int64_t> seed = {};  ///< another one than that of the run
};

/// The configuration of the run in `directory`, whose first sampler is the one chosen. Throws ConfigError
/// where there is none of this name, and for keys that it does not have.
RunConfig sampling_config(const Kinds&, const std::filesystem::path& directory, const SamplerChoice&);

/// A new run in `to` that goes on where the training of `from` ended, under `overrides` of train.steps and of
/// what training does not read. Its bits are those of a run that took all steps at once; so its schedule must
/// give the steps already taken the rates that they had. Throws ConfigError where it does not, for fewer
/// steps, and for a kind whose training is no single sequence of steps; DataError where the training of
/// `from` has not ended.
void extend_run(const Launch&, const std::string& from, const std::vector<std::string>& overrides,
                const std::string& to);

/// The image of a checkpoint as one of another configuration, the text `config`. Throws DataError for an
/// image that is none.
std::vector<std::byte> under(const std::vector<std::byte>& checkpoint, const std::string& config);

}  // namespace pont::run
