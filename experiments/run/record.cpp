// Writing run.h5.
#include "experiments/run/record.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "experiments/store/metric_log.hpp"
#include "experiments/store/publish.hpp"
#include "experiments/store/signals.hpp"

namespace pont::experiments {

RunRecord::RunRecord(const RunContext& run) : run_(run) {
  file_.attribute("/", "format", std::string("pont run 1"));
  file_.write_text("config", run.config);
  write_facts(file_, "fingerprint", run.fingerprint.bits);
  write_facts(file_, "execution", run.fingerprint.execution);
  file_.write_text("execution/threads", fmt::format("{}", run.workers.count()));
  file_.write_text("execution/allow_drift", run.allow_drift ? "yes" : "no");
  for (const auto& [role, text] : run.files) file_.write_text("files/" + role, text);
  file_.group("clock");
  const auto log = run.directory.file("metrics.log");
  if (!std::filesystem::exists(log)) return;
  const MetricRows rows = read_metrics(log);
  file_.write<std::int64_t>("metrics/step", rows.steps, {rows.steps.size()});
  for (const std::string& name : rows.columns)
    array("metrics/" + name, rows.column(name), {rows.steps.size()});
}

void RunRecord::scalar(const std::string& path, double value) { file_.write<double>(path, {&value, 1}, {}); }
void RunRecord::estimate(const std::string& path, const Estimate& e) {
  scalar(path, e.mean);
  scalar(path + "_error", e.standard_error);
}
void RunRecord::points(const std::string& path, const Points& p) {
  array(path, {p.data(), static_cast<std::size_t>(p.size())},
        {static_cast<std::size_t>(p.rows()), static_cast<std::size_t>(p.cols())});
}
void RunRecord::array(const std::string& path, std::span<const double> values, const H5Shape& shape) {
  file_.write<double>(path, values, shape);
}
void RunRecord::floats(const std::string& path, std::span<const float> values) {
  file_.write<float>(path, values, {values.size()});
}
void RunRecord::seconds(const std::string& phase, double value) { scalar("clock/" + phase, value); }

RunRecord::Clock::time_point RunRecord::begin(const std::string& phase) {
  fmt::print(stderr, "{} ...\n", phase);
  return Clock::now();
}
void RunRecord::end(const std::string& phase, Clock::time_point start) {
  if (const int signal = stop_requested()) throw Stopped{signal};
  seconds(phase, std::chrono::duration<double>(Clock::now() - start).count());
}

void RunRecord::publish() const { experiments::publish(run_.directory.file("run.h5"), file_.image()); }

bool finished(const RunDirectory& directory) {
  const auto file = directory.file("run.h5");
  if (!std::filesystem::exists(file)) return false;
  load_checked(file);
  return std::filesystem::exists(directory.file("report.md"));
}

}  // namespace pont::experiments
