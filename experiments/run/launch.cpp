// Contexts, and the three ways into a run.
#include "experiments/run/launch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "experiments/config/config.hpp"
#include "experiments/run/cores.hpp"
#include "experiments/run/data_files.hpp"
#include "experiments/run/devices.hpp"
#include "experiments/run/identity.hpp"
#include "experiments/run/owned_data.hpp"
#include "experiments/run/record.hpp"
#include "experiments/store/file.hpp"
#include "experiments/store/publish.hpp"
#include "experiments/store/run_path.hpp"
#include "experiments/store/signals.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

constexpr const char* config_name = "config.yaml";

std::string read_text(const fs::path& file) {
  const std::vector<std::byte> bytes = File::open_to_read(file).read_rest();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

int thread_count(const RunConfig& config) {
  return config.threads > 0 ? static_cast<int>(config.threads) : cores();
}

using Device = std::shared_ptr<ad::Backend>;
Device device_of(const RunConfig& config) { return open_device(config.device, config.precision); }

void on_device(const Launch& launch, const RunDirectory& directory, RunConfig& config, const Device& device,
               const std::function<void(RunContext&)>& action) {
  install_signal_handlers();
  ad::Workers workers(std::min(thread_count(config), device->most_workers()), *device);
  RunContext context{directory,
                     recorded_config(config),
                     ad::Key::root(static_cast<std::uint64_t>(config.seed)),
                     workers,
                     collect_fingerprint(launch.build, device->description()),
                     config.checkpoint_every,
                     config.check_finite,
                     launch.allow_drift,
                     launch.stop_after};
  action(context);
}

void execute(const Launch& launch, const RunDirectory& directory, RunConfig& config, const Device& device) {
  on_device(launch, directory, config, device, [&](RunContext& run) {
    describe_files(config, run);
    config.experiment->run(run);
  });
}

}  // namespace

fs::path config_file(const std::string& name) {
  const char* home = std::getenv("PONT_HOME");
  std::error_code unreachable;  // a loop of links, say: whoever opens the file tells
  if (fs::exists(name, unreachable) || !home || !fs::exists(fs::path(home) / name, unreachable)) return name;
  return fs::path(home) / name;
}

void with_context(const Launch& launch, const RunDirectory& directory, RunConfig& config,
                  const std::function<void(RunContext&)>& action) {
  on_device(launch, directory, config, device_of(config), action);
}

void start_run(const Launch& launch, RunConfig& config, const std::string& path) {
  check_run_path(path);
  pin_files(config);
  check_file_keys(config);
  const Device device = device_of(config);
  config.experiment->check();
  const RunDirectory directory = RunDirectory::create(path);
  const std::string from = origins(config);
  own_files(config, directory);
  publish_text(directory.file(config_name), from + recorded_config(config));
  execute(launch, directory, config, device);
}

RunConfig stored_config(const fs::path& directory, const std::vector<std::string>& overrides) {
  const fs::path file = directory / config_name;
  if (!fs::exists(file))
    throw DataError(
        fmt::format("{}: no {}, so nothing was published here; start again with: pont run CONFIG --out {}",
                    directory.string(), config_name, directory.string()));
  RunConfig config = resumed_config(file.string(), read_text(file), overrides);
  place_files(config, directory);
  return config;
}

RunConfig resumed_config(const std::string& source, const std::string& text,
                         const std::vector<std::string>& overrides) {
  for (const std::string& o : overrides)
    if (!o.starts_with("threads=") && !o.starts_with("device="))
      throw ConfigError(
          fmt::format("command line: {}: a resumed run keeps its configuration; only threads=N and "
                      "device=NAME may be given",
                      o));
  RunConfig config;
  apply(config, merge(read_yaml(source, text), parse_overrides(overrides)));
  return config;
}

bool resume_run(const Launch& launch, const std::string& path, const std::vector<std::string>& overrides) {
  const RunDirectory directory = RunDirectory::open(path);
  RunConfig config = stored_config(directory.path(), overrides);
  if (finished(directory)) return false;
  if (launch.allow_drift && accept_changed_files(config, directory))
    publish_text(directory.file(config_name), recorded_config(config));
  execute(launch, directory, config, device_of(config));
  return true;
}

void ensure_run(const Launch& launch, RunConfig& config, const fs::path& path) {
  if (!fs::exists(path / config_name)) return start_run(launch, config, path.string());
  const RunDirectory directory = RunDirectory::open(path.string());
  pin_files(config);
  RunConfig stored =
      stored_config(path);  // of an older program perhaps: keys it did not know have their defaults
  if (!same_run(recorded_config(stored), recorded_config(config)))
    throw ConfigError(fmt::format("{}: holds a run of another configuration; remove it, or use another --out",
                                  path.string()));
  if (!finished(directory)) execute(launch, directory, config, device_of(config));
}

}  // namespace pont::experiments
