// Copies of what a run needs, runs in them, and comparisons.
#include "experiments/run/verify.hpp"

#include <algorithm>
#include <cstring>

#include "experiments/config/config.hpp"
#include "experiments/run/identity.hpp"
#include "experiments/run/owned_data.hpp"
#include "experiments/run/reuse.hpp"
#include "experiments/store/metric_log.hpp"
#include "experiments/store/publish.hpp"
#include "experiments/store/run_directory.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;

/// A run.h5, verified and open.
struct Stored final {
  explicit Stored(const fs::path& directory)
      : image(store::load_checked(directory / "run.h5")), file(image, (directory / "run.h5").string()) {}
  std::vector<std::byte> image;
  store::H5Reader file;
};

fs::path beside(const fs::path& directory, const char* suffix) {
  return (directory.has_filename() ? directory : directory.parent_path()).string() + suffix;
}

RunConfig config_of(const Kinds& kinds, const Stored& run, const fs::path& directory,
                    const std::vector<std::string>& overrides) {
  RunConfig config =
      resumed_config(kinds, (directory / "run.h5").string() + ": config", run.file.text("config"), overrides);
  place_files(config, directory);
  return config;
}

/// All but what the end of the run wrote, and without the newest of several checkpoints. `config` is what
/// run.h5 says: the checkpoints may be older than a measurement with other keys.
void copy_unfinished(const fs::path& from, const fs::path& to, const std::string& config) {
  fs::create_directories(to / "checkpoints");
  for (const char* name : {store::owned_directory, "snapshots", "metrics.log", "config.yaml"})
    if (fs::exists(from / name)) fs::copy(from / name, to / name, fs::copy_options::recursive);
  std::vector<fs::path> checkpoints;
  for (const auto& entry : fs::directory_iterator(from / "checkpoints")) checkpoints.push_back(entry.path());
  std::sort(checkpoints.begin(), checkpoints.end());
  if (checkpoints.size() > 1) checkpoints.pop_back();
  for (const fs::path& file : checkpoints)
    store::publish(to / "checkpoints" / file.filename(), under(store::load_checked(file), config));
}

/// The rows of the log are the first ones of the stored metrics.
bool begins_equally(const store::H5Reader& stored, const store::MetricRows& rows) {
  for (const std::string& name : rows.columns) {
    const std::vector<double> then = stored.read<double>("metrics/" + name), now = rows.column(name);
    if (now.size() > then.size() || std::memcmp(now.data(), then.data(), now.size() * sizeof(double)) != 0)
      return false;
  }
  return !rows.steps.empty();
}

store::DataSetAgreement first_steps(Launch launch, const Stored& stored, const fs::path& directory,
                                    std::int64_t steps, const std::vector<std::string>& overrides) {
  const fs::path again = beside(directory, ".verify-first");
  fs::remove_all(again);
  RunConfig config = config_of(launch.kinds, stored, directory, overrides);
  launch.stop_after = steps;
  bool whole = true;
  try {
    start_run(launch, config, again.string());
  } catch (const Stopped& stopped) {
    if (stopped.signal != 0) throw;
    whole = false;
  }
  const bool trains = fs::exists(again / "metrics.log");
  const bool same = trains ? begins_equally(stored.file, store::read_metrics(again / "metrics.log")) : whole;
  fs::remove_all(again);
  return {trains ? "the first steps" : "the beginning", same ? store::Tier::bits : store::Tier::differs};
}

}  // namespace

std::vector<store::DataSetAgreement> verify(const Launch& launch, const fs::path& directory,
                                            const std::vector<std::string>& overrides) {
  const Stored stored(directory);
  const fs::path again = beside(directory, ".verify");
  RunConfig config = config_of(launch.kinds, stored, directory, overrides);
  ensure_run(launch, config, again);
  std::vector<store::DataSetAgreement> result = agreements(stored.file, Stored(again).file);
  fs::remove_all(again);
  return result;
}

std::vector<store::DataSetAgreement> verify_quickly(const Launch& launch, const fs::path& directory,
                                                    std::int64_t steps,
                                                    const std::vector<std::string>& overrides) {
  const Stored stored(directory);
  const fs::path again = beside(directory, ".verify");
  fs::remove_all(again);
  RunConfig config = config_of(launch.kinds, stored, directory, overrides);
  copy_unfinished(directory, again, recorded_config(config));
  std::vector<store::DataSetAgreement> result = verify(launch, directory, overrides);
  result.insert(result.begin(), first_steps(launch, stored, directory, steps, overrides));
  return result;
}

}  // namespace pont::run
