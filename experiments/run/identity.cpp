// Comparison of configurations line by line, and of fingerprints.
#include "experiments/run/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

#include "experiments/config/config.hpp"
#include "experiments/run/owned_data.hpp"

namespace pont::run {
namespace {

using Lines = std::vector<std::string>;

/// Without the lines of the device and its products.
Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    if (!line.starts_with("device: ") && !line.starts_with("products: ")) lines.push_back(line);
  return lines;
}

std::string trimmed(const std::string& line) {
  return line.substr(std::min(line.find_first_not_of(" -"), line.size()));
}

bool names_a_file(const std::string& line) {
  return trimmed(line).starts_with("path: ") || trimmed(line).starts_with("sha256: ");
}

}  // namespace

std::string stored_text(RunConfig& config) {
  std::string text;
  with_recorded_paths(config, [&] { text = config::resolved_yaml(config); });
  return text;
}

std::string recorded_config(RunConfig& config) {
  const std::int64_t threads = std::exchange(config.threads, 0);
  std::string text;
  with_recorded_paths(config, [&] { text = config::result_yaml(config); });
  config.threads = threads;
  return text;
}

bool same_run(const std::string& a, const std::string& b) { return lines_of(a) == lines_of(b); }

bool same_run_but_files(const std::string& a, const std::string& b) {
  Lines x = lines_of(a), y = lines_of(b);
  std::erase_if(x, names_a_file);
  std::erase_if(y, names_a_file);
  return x == y;
}

std::string first_difference(const std::string& then, const std::string& now) {
  const Lines a = lines_of(then), b = lines_of(now);
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto shown = [](const Lines& lines, Lines::const_iterator line) {
    return line == lines.end() ? std::string("nothing") : "'" + trimmed(*line) + "'";
  };
  return fmt::format("{} then, {} now", shown(a, x), shown(b, y));
}

void require_same_bits(const RunContext& run, const store::Facts& then, const std::string& where) {
  require_same_bits(then, run.fingerprint.bits, run.allow_drift, where);
}

void require_same_bits(const store::Facts& then, const store::Facts& now, bool allow_drift,
                       const std::string& where) {
  const auto changes = store::differences(then, now);
  if (!changes.empty() && !allow_drift)
    throw config::DataError(fmt::format(
        "{}: this program or machine computes other bits: {}{}; go on with the old one, or give "
        "--allow-drift",
        where, changes[0], changes.size() > 1 ? fmt::format(" (and {} more)", changes.size() - 1) : ""));
  for (const std::string& c : changes) fmt::print(stderr, "drift: {}\n", c);
}

}  // namespace pont::run
