// Launching: starts, resumes and reuses of runs, and the context of each.
#include "experiments/run/launch.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "experiments/config/compose.hpp"
#include "experiments/config/config.hpp"
#include "experiments/run/data_files.hpp"
#include "experiments/run/devices.hpp"
#include "experiments/run/history.hpp"
#include "experiments/run/identity.hpp"
#include "experiments/run/owned_data.hpp"
#include "experiments/run/parts.hpp"
#include "experiments/store/file.hpp"
#include "experiments/store/joined.hpp"
#include "experiments/store/publish.hpp"
#include "experiments/store/run_directory.hpp"
#include "experiments/store/signals.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* config_name = "config.yaml";

std::string read_text(const fs::path& file) {
  const std::vector<std::byte> bytes = store::File::open_to_read(file).read_rest();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

int thread_count(const RunConfig& config) {
  return config.threads > 0 ? static_cast<int>(config.threads) : cores();
}

using Device = std::shared_ptr<ad::Backend>;
Device device_of(const RunConfig& config) {
  return open_device(config.device, config.precision, config.products);
}

// Who only reads has nothing to go on with.
std::string parting(const store::RunDirectory& directory) {
  const char* line = isatty(STDERR_FILENO) ? "\n" : "";
  if (directory.only_read()) return fmt::format("{}stopped by a signal\n", line);
  return fmt::format("{}stopped by a signal; what was published is kept; go on with: pont resume {}\n", line,
                     directory.path().string());
}

void on_device(const Launch& launch, const store::RunDirectory& directory, RunConfig& config,
               const Device& device, const std::function<void(RunContext&)>& action) {
  store::leave_on_signals(parting(directory));
  ad::Workers workers(std::min(thread_count(config), device->most_workers()), *device);
  RunContext context{directory,
                     recorded_config(config),
                     ad::Key::root(static_cast<std::uint64_t>(config.seed)),
                     workers,
                     store::collect_fingerprint(launch.build, device->description()),
                     config.checkpoint_every,
                     config.check_finite,
                     launch.allow_drift,
                     launch.stop_after,
                     launch.results};
  action(context);
}

}  // namespace

fs::path config_file(const std::string& name) {
  std::error_code unreachable;  // a loop of links, say: whoever opens the file tells
  if (fs::exists(name, unreachable)) return name;
  const fs::path found = config::checkout_file(name);
  return found.empty() ? fs::path(name) : found;
}

void with_context(const Launch& launch, const store::RunDirectory& directory, RunConfig& config,
                  const std::function<void(RunContext&)>& action) {
  on_device(launch, directory, config, device_of(config), action);
}

store::RunDirectory founded(RunConfig& config, const std::string& path, const std::string& head) {
  store::check_run_path(path);
  pin_files(config);
  check_file_keys(config);
  device_of(config);
  config.experiment->check();
  store::RunDirectory directory = store::RunDirectory::create(path);
  const std::string from = origins(config);
  own_files(config, directory);
  store::publish_text(directory.file(config_name), head + from + stored_text(config));
  return directory;
}

void run_in(const Launch& launch, const store::RunDirectory& directory, RunConfig& config) {
  in_session(directory, [&] {
    with_context(launch, directory, config, [&](RunContext& run) {
      describe_files(config, run);
      config.experiment->run(run);
    });
  });
}

void start_run(const Launch& launch, RunConfig& config, const std::string& path) {
  const store::RunDirectory directory = founded(config, path);
  run_in(launch, directory, config);
}

RunConfig stored_config(const Kinds& kinds, const fs::path& directory,
                        const std::vector<std::string>& overrides, const std::vector<std::string>& keys) {
  const fs::path file = directory / config_name;
  if (!fs::exists(file))
    throw config::DataError(
        fmt::format("{}: no {}, so nothing was published here; start again with: pont run CONFIG --out {}",
                    directory.string(), config_name, directory.string()));
  RunConfig config = resumed_config(kinds, file.string(), read_text(file), overrides, keys);
  place_files(config, directory);
  return config;
}

namespace {

/// "data.path=a.csv" is of the key data.path, and of data.
bool is_of(const std::string& override, const std::string& key) {
  const std::string path = override.substr(0, override.find('='));
  return path == key || path.starts_with(key + ".");
}

}  // namespace

RunConfig resumed_config(const Kinds& kinds, const std::string& source, const std::string& text,
                         const std::vector<std::string>& overrides, const std::vector<std::string>& keys) {
  for (const std::string& o : overrides)
    if (std::ranges::none_of(keys, [&](const std::string& key) { return is_of(o, key); }))
      throw config::ConfigError(
          fmt::format("command line: {}: what is trained keeps its configuration; expected keys of: {}", o,
                      store::joined(keys, ", ")));
  RunConfig config(kinds);
  config::apply(config, config::merge(config::read_yaml(source, text), config::parse_overrides(overrides)));
  return config;
}

const std::vector<std::string>& resumable_keys() {
  static const std::vector<std::string> keys{"threads", "device", "products", "train.preview"};
  return keys;
}

bool resume_run(const Launch& launch, const std::string& path, const std::vector<std::string>& overrides) {
  const store::RunDirectory directory = store::RunDirectory::open(path);
  RunConfig config = stored_config(launch.kinds, directory.path(), overrides);
  if (finished(directory, recorded_config(config))) {
    remove_parts(directory);  // of a process that died before it could
    return false;
  }
  if (launch.allow_drift && accept_changed_files(config, directory))
    store::publish_text(directory.file(config_name), stored_text(config));
  run_in(launch, directory, config);
  return true;
}

void evaluate_run(const Launch& launch, const std::string& path, const std::vector<std::string>& overrides) {
  const store::RunDirectory directory = store::RunDirectory::open(path);
  std::vector<std::string> keys =
      stored_config(launch.kinds, directory.path()).experiment->measuring_sections();
  keys.insert(keys.end(), resumable_keys().begin(), resumable_keys().end());
  RunConfig config = stored_config(launch.kinds, directory.path(), overrides, keys);
  config.experiment->check();
  in_session(directory, [&] {
    with_context(launch, directory, config, [&](RunContext& run) {
      describe_files(config, run);
      keep_only_training(run);
      store::publish_text(directory.file(config_name), stored_text(config));
      config.experiment->run(run);
    });
  });
}

void ensure_run(const Launch& launch, RunConfig& config, const fs::path& path) {
  if (!fs::exists(path / config_name)) return start_run(launch, config, path.string());
  const store::RunDirectory directory = store::RunDirectory::open(path.string());
  pin_files(config);
  RunConfig stored = stored_config(
      launch.kinds, path);  // of an older program perhaps: keys it did not know have their defaults
  if (!same_run(recorded_config(stored), recorded_config(config)))
    throw config::ConfigError(fmt::format(
        "{}: holds a run of another configuration; remove it, or use another --out", path.string()));
  if (!finished(directory, recorded_config(config))) run_in(launch, directory, config);
}

}  // namespace pont::run
