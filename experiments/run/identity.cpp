// Comparison of configurations without the device's line, and of fingerprints.
#include "experiments/run/identity.hpp"

#include <fmt/format.h>

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

void require_same_bits(const RunContext& run, const Facts& then, const std::string& where) {
  const auto changes = differences(then, run.fingerprint.bits);
  if (!changes.empty() && !run.allow_drift)
    throw DataError(fmt::format(
        "{}: this program or machine computes other bits: {}{}; go on with the old one, or give "
        "--allow-drift",
        where, changes[0], changes.size() > 1 ? fmt::format(" (and {} more)", changes.size() - 1) : ""));
  for (const std::string& c : changes) fmt::print(stderr, "drift: {}\n", c);
}

}  // namespace pont::experiments
