// Any bytes as a configuration: a configuration, which survives being written and read again, or a
// ConfigError.
#include "experiments/config/config.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

#include "experiments/kinds/registry.hpp"
#include "experiments/run/experiment.hpp"
#include "tests/experiments/rooms.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pont::experiments;
  try {
    const auto config =
        parse_config("fuzz.yaml", {reinterpret_cast<const char*>(data), size}, RunConfig(experiment_kinds()));
    const std::string resolved = resolved_yaml(config);
    if (resolved_yaml(parse_config("resolved.yaml", resolved, RunConfig(experiment_kinds()))) != resolved)
      std::abort();
  } catch (const ConfigError&) {
  }
  return 0;
}
