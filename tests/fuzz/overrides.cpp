// Any lines as overrides upon a small configuration: a configuration, or a ConfigError.
#include <cstdint>
#include <sstream>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/run/experiment.hpp"
#include "tests/experiments/rooms.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pont::experiments;
  static const Tree base = read_yaml("base.yaml", "type: score\n");
  std::istringstream text({reinterpret_cast<const char*>(data), size});
  std::vector<std::string> overrides;
  for (std::string line; std::getline(text, line);) overrides.push_back(line);
  try {
    RunConfig config(experiment_kinds());
    apply(config, merge(base, parse_overrides(overrides)));
  } catch (const ConfigError&) {
  }
  return 0;
}
