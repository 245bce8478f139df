// The configuration of a run as a table of runs has it: key by key.
#pragma once
#include <filesystem>

#include "experiments/store/fingerprint.hpp"

namespace pont::run {

/// "train.steps", "20000"; every key of config.yaml, in its order. Throws ConfigError, IoError.
store::Facts keys_of_run(const std::filesystem::path& directory);

}  // namespace pont::run
