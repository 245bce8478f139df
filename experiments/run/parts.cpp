// Parts of a run: found, made, published, and put together as run.h5.
#include "experiments/run/parts.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>

#include "autodiff/backend.hpp"
#include "experiments/config/error.hpp"
#include "experiments/run/history.hpp"
#include "experiments/run/identity.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/store/file.hpp"
#include "experiments/store/metric_log.hpp"
#include "experiments/store/publish.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;

constexpr const char *folder = "parts", *header = "part";

fs::path file_of(const store::RunDirectory& directory, std::string name) {
  std::ranges::replace(name, '/', '.');  // no file is in a folder of its own
  return directory.file(folder) / (name + ".h5");
}

std::string yes_or_no(bool value) { return value ? "yes" : "no"; }

void publish_part(const RunContext& run, const std::string& name, store::H5Writer part, bool drifted) {
  part.write_text(std::string(header) + "/config", run.config);
  part.write_text(std::string(header) + "/allow_drift", yes_or_no(drifted));
  store::write_facts(part, std::string(header) + "/fingerprint", run.fingerprint.bits);
  run.directory.make_directory(folder);
  store::publish(file_of(run.directory, name), part.image());
}

/// The part of this file, if it is sound and of this configuration.
std::optional<store::H5Reader> sound_part(const RunContext& run, const fs::path& file) {
  if (!fs::exists(file)) return {};
  try {
    store::H5Reader part(store::load_checked(file), file.string());
    if (same_run(part.text(std::string(header) + "/config"), run.config)) return part;
  } catch (const config::DataError& damage) {
    fmt::print(stderr, "{}; making it again\n", damage.what());
  }
  return {};
}

/// Refuses a part of another fingerprint; true if its run had allowed drift.
bool check_part(const RunContext& run, const store::H5Reader& part, const std::string& where) {
  require_same_bits(run, store::read_facts(part, std::string(header) + "/fingerprint"), where);
  return part.text(std::string(header) + "/allow_drift") == "yes";
}

double seconds_of(const RunParts::Phase& phase, RunRecord& record) {
  const auto start = std::chrono::steady_clock::now();
  phase(record);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

std::string failure_of(const std::function<void()>& action) {
  try {
    action();
    return "";
  } catch (const config::IoError&) {
    throw;
  } catch (const std::system_error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const ad::DeviceError&) {
    throw;
  } catch (const std::exception& e) {
    return *e.what() ? e.what() : "an exception without a word";
  }
}

bool RunParts::find(const std::string& name) {
  const fs::path file = file_of(run_.directory, name);
  std::optional<store::H5Reader> part = sound_part(run_, file);
  if (!part) return false;
  drifted_ = check_part(run_, *part, file.string()) || drifted_;
  parts_.emplace(name, store::H5Reader(store::h5::without(std::move(*part).release(), header), name));
  return true;
}

void RunParts::keep(const std::string& name, store::H5Writer part) {
  publish_part(run_, name, part, drifted_);
  parts_.emplace(name, store::H5Reader(part.content(), name));
}

void RunParts::require(const std::string& name, const Phase& phase) {
  if (find(name)) return;
  RunRecord record;
  phase(record);
  keep(name, std::move(record.file()));
}

void RunParts::measure(const std::string& name, const Phase& phase) {
  if (find(name)) return;
  fmt::print(stderr, "{} ...\n", name);
  RunRecord record;
  const std::string reason = failure_of([&] { record.seconds(name, seconds_of(phase, record)); });
  if (!reason.empty()) {
    fmt::print(stderr, "{}: not measured: {}\n", name, reason);
    failures_[name] = reason;
    return;
  }
  keep(name, std::move(record.file()));
}

const store::H5Reader& RunParts::holding(const std::string& path) const {
  for (const auto& [name, part] : parts_)
    if (part.exists(path)) return part;
  throw std::runtime_error(path + " is missing, because what records it failed");
}

bool RunParts::has(const std::string& path) const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const auto& part) { return part.second.exists(path); });
}

metrics::Points RunParts::points(const std::string& path) const { return read_points(holding(path), path); }
std::vector<float> RunParts::floats(const std::string& path) const { return holding(path).read<float>(path); }
std::vector<double> RunParts::values(const std::string& path) const {
  return holding(path).read<double>(path);
}

void RunParts::publish() {
  store::H5Writer file;
  file.attribute("/", "format", std::string("pont run 1"));
  file.write_text("config", run_.config);
  store::write_facts(file, "fingerprint", run_.fingerprint.bits);
  store::write_facts(file, "execution", run_.fingerprint.execution);
  for (const auto& [key, value] : history_facts(run_.directory.path()))
    file.write_text("execution/" + key, value);
  file.write_text("execution/threads", fmt::format("{}", run_.workers.count()));
  file.write_text("execution/allow_drift", yes_or_no(drifted_));
  for (const auto& [role, text] : run_.files) file.write_text("files/" + role, text);
  file.group("clock");
  for (const auto& [name, reason] : failures_) file.write_text("failures/" + name, reason);
  for (auto& [name, part] : parts_) file.adopt(std::move(part).release());
  parts_.clear();
  store::publish(run_.directory.file("run.h5"), file.image());
}

store::H5Reader read_model(const store::RunDirectory& directory) {
  if (fs::exists(directory.file("run.h5"))) return read_run(directory);
  const fs::path file = file_of(directory, training_part);
  if (fs::exists(file)) return {store::load_checked(file), file.string()};
  store::CheckpointSearch found = store::RunDirectory::look_for_checkpoint(directory.path());
  if (!found.checkpoint)
    throw config::DataError(
        fmt::format("{0}: there is no trained model here, and no checkpoint yet; go on with: pont resume {0}",
                    directory.path().string()));
  const std::int64_t step = found.checkpoint->step;
  fmt::print(stderr, "{}: training has not ended; the model is that of step {}\n", directory.path().string(),
             step);
  return {std::move(found.checkpoint->image), fmt::format("checkpoint of step {}", step)};
}

std::string average_path(const store::H5Reader& model) {
  return model.exists("model/ema") ? "model/ema" : "state/ema";
}

void keep_only_training(const RunContext& run) {
  store::H5Writer training;
  bool drifted = run.allow_drift;
  if (fs::exists(run.directory.file("run.h5"))) {
    const store::H5Reader all = read_run(run.directory);
    require_same_bits(run, store::read_facts(all, "fingerprint"), run.directory.path().string());
    drifted = drifted || all.text("execution/allow_drift") == "yes";
    for (const char* path : {"model", "snapshots", "metrics", "clock/train"})
      training.adopt(store::h5::subtree(all.content(), path));
  } else {
    const fs::path file = file_of(run.directory, training_part);
    if (!fs::exists(file))
      throw config::DataError(fmt::format("{0}: training has not ended; go on with: pont resume {0}",
                                          run.directory.path().string()));
    store::H5Reader part(store::load_checked(file), file.string());
    drifted = check_part(run, part, run.directory.path().string()) || drifted;
    training.adopt(store::h5::without(std::move(part).release(), header));
  }
  remove_parts(run.directory);
  if (training.content().size() > 1) publish_part(run, training_part, std::move(training), drifted);
}

void record_metrics(RunRecord& record, const store::RunDirectory& directory) {
  const fs::path log = directory.file("metrics.log");
  const store::MetricRows rows = store::read_metrics(log);
  record.file().write<std::int64_t>("metrics/step", rows.steps, {rows.steps.size()});
  for (const std::string& name : rows.columns)
    record.array("metrics/" + name, rows.column(name), {rows.steps.size()});
}

void remove_parts(const store::RunDirectory& directory) {
  const fs::path parts = directory.file(folder);
  if (!fs::exists(parts)) return;
  for (const auto& entry : fs::directory_iterator(parts))
    if (::unlink(entry.path().c_str()) != 0) store::fail_io(entry.path(), "remove", errno);
  if (::rmdir(parts.c_str()) != 0) store::fail_io(parts, "remove", errno);
}

}  // namespace pont::run
