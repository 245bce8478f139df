// The line of the device, left out.
#include "experiments/run/identity.hpp"

#include <utility>

#include "experiments/config/config.hpp"

namespace pont::experiments {
namespace {

std::string without_device(std::string text) {
  const std::size_t line = ("\n" + text).find("\ndevice: ");
  if (line != std::string::npos) text.erase(line, text.find('\n', line) - line);
  return text;
}

}  // namespace

std::string recorded_config(RunConfig& config) {
  const std::int64_t threads = std::exchange(config.threads, 0);
  std::string text = resolved_yaml(config);
  config.threads = threads;
  return text;
}

bool same_run(const std::string& a, const std::string& b) { return without_device(a) == without_device(b); }

}  // namespace pont::experiments
