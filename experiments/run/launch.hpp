// Starting, continuing and reusing runs: what stands between a configuration file and an experiment.
#pragma once
#include <cstdio>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "experiments/run/experiment.hpp"

namespace pont::run {

/// What the process brings to a run; nothing in it may decide a result but `build`, which the fingerprint
/// records.
struct Launch final {
  const Kinds& kinds;
  store::BuildInfo build = {};
  bool allow_drift = false;  ///< resume although the fingerprint has changed
  std::int64_t stop_after =
      std::numeric_limits<std::int64_t>::max();  ///< training steps; then Stopped{0} is thrown
  std::FILE* results = stdout;                   ///< where the table of a run goes
};

/// `name`, or where there is no such file that of the checkout (config/compose.hpp): a configuration may be
/// named from anywhere.
std::filesystem::path config_file(const std::string& name);

/// Calls `action` with the context of a run in `directory`, after installing the signal handlers.
void with_context(const Launch&, const store::RunDirectory& directory, RunConfig& config,
                  const std::function<void(RunContext&)>& action);

/// The directory of a new run, after all that can be checked before it is there: with copies of its data and
/// config.yaml, which begins with the comment lines `head`. Throws ConfigError, also for a directory in use.
store::RunDirectory founded(RunConfig& config, const std::string& directory, const std::string& head = "");

/// Runs what is left of the run in `directory`, as a session of it (run/history.hpp).
void run_in(const Launch&, const store::RunDirectory& directory, RunConfig& config);

/// A new run in `directory`, which must be empty or absent. Throws ConfigError, also for a directory in use.
void start_run(const Launch&, RunConfig& config, const std::string& directory);

/// The keys that a resume may change, some of them in a section whose others it may not.
const std::vector<std::string>& resumable_keys();

/// The configuration that `directory` was started with. `overrides` may only name `keys` and what is in them.
/// Throws ConfigError; DataError if nothing was published there.
RunConfig stored_config(const Kinds&, const std::filesystem::path& directory,
                        const std::vector<std::string>& overrides = {},
                        const std::vector<std::string>& keys = resumable_keys());

/// The same for the configuration `text`, which was recorded under the name `source`.
RunConfig resumed_config(const Kinds&, const std::string& source, const std::string& text,
                         const std::vector<std::string>& overrides,
                         const std::vector<std::string>& keys = resumable_keys());

/// Goes on with the run in `directory`; returns false if it was finished already.
bool resume_run(const Launch&, const std::string& directory, const std::vector<std::string>& overrides);

/// Measures the trained model of `directory` again, under `overrides` of what training does not read: then
/// the directory is, to the bit, that of a new run with these keys. Throws ConfigError for a key that
/// training reads, DataError where training has not ended, Incomplete as Experiment::run() does.
void evaluate_run(const Launch&, const std::string& directory, const std::vector<std::string>& overrides);

/// A finished run of this configuration in `directory`, whatever is there: nothing, a part of it, or all of
/// it. Throws ConfigError if another configuration was run there.
void ensure_run(const Launch&, RunConfig& config, const std::filesystem::path& directory);

}  // namespace pont::run
