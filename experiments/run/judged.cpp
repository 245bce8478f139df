// Judged values and distances between clouds beside their floors.
#include "experiments/run/judged.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "experiments/run/record.hpp"
#include "experiments/store/progress.hpp"

namespace pont::run {
namespace {

// The reason why there is no mean of these values; empty where there is one.
std::string why_no_mean(const Eigen::VectorXd& values) {
  const auto lost = values.size() - values.array().isFinite().count();
  return lost == 0 ? std::string() : fmt::format("{} of {} points failed", lost, values.size());
}

std::optional<double> if_finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace

Judged not_given(std::string reason, ad::i64 points) { return {{}, {}, {}, {}, points, std::move(reason)}; }

Judged failed(std::string reason, ad::i64 points) {
  Judged j = not_given(std::move(reason), points);
  j.failed = true;
  return j;
}

Judged judge(const Eigen::VectorXd& values) {
  if (std::string reason = why_no_mean(values); !reason.empty()) return failed(reason, values.size());
  return {metrics::estimate(values), {}, {}, {}, values.size()};
}

Judged judge_paired(const Eigen::VectorXd& values, const Eigen::VectorXd& floors) {
  Judged j = judge(values);
  j.floor = metrics::estimate(floors);
  if (!j.ours) return j;
  j.excess = metrics::estimate(values - floors);
  j.visible =
      if_finite(metrics::smallest_visible(j.excess->standard_error, static_cast<double>(values.size()) - 1));
  return j;
}

Judged judge_apart(const metrics::Estimate& ours, const metrics::Estimate& floor, ad::i64 points) {
  const double m = static_cast<double>(floor.repetitions), n = static_cast<double>(ours.repetitions);
  const double error = floor.standard_error * std::sqrt(1 + m / n);
  return {ours, floor, {}, if_finite(metrics::smallest_visible(error, m - 1)), points};
}

Judged judge_apart(const Eigen::VectorXd& values, const metrics::Estimate& floor) {
  Judged j = judge(values);
  if (j.ours) j = judge_apart(*j.ours, floor, values.size());
  j.floor = floor;
  if (j.ours) j.excess = metrics::difference(*j.ours, floor);
  return j;
}

void record(RunRecord& run, const std::string& path, const Judged& j) {
  run.scalar(path + "/points", static_cast<double>(j.points));
  if (j.ours) run.estimate(path + "/ours", *j.ours);
  if (j.floor) run.estimate(path + "/floor", *j.floor);
  if (j.excess) run.estimate(path + "/excess", *j.excess);
  if (j.visible) run.scalar(path + "/visible", *j.visible);
  if (!j.ours) run.file().write_text(path + "/not_given", j.not_given);
  if (j.failed) run.scalar(path + "/failed", 1);
}

metrics::Estimate samples_against_data(const metrics::Metric& metric, const data::DataSet& data,
                                       const metrics::Points& samples, const CloudSettings& settings,
                                       ad::Key key) {
  std::vector<double> values;
  for (ad::i64 r = 0; r < settings.repetitions; ++r)
    values.push_back(
        metric(samples.middleRows(r * settings.points, settings.points),
               data::sample(data, key / "data" / static_cast<std::uint64_t>(r), settings.points)));
  return metrics::estimate(values);
}

metrics::Estimate data_against_data(const metrics::Metric& metric, const data::DataSet& data,
                                    const CloudSettings& settings, ad::Key key) {
  const metrics::Draw draw = [&](const ad::Key& k, Eigen::Index n) { return data::sample(data, k, n); };
  return metrics::sampling_floor(metric, draw, settings.points, settings.points, key / "floor",
                                 settings.repetitions);
}

Judged evaluate_samples(const metrics::Metric& metric, const data::DataSet& data,
                        const metrics::Points& samples, const CloudSettings& settings, ad::Key key) {
  store::TaskProgress progress(2 * settings.repetitions, "distances");
  const metrics::Metric counted = [&](const metrics::Points& x, const metrics::Points& y) {
    const double value = metric(x, y);
    progress.done();
    return value;
  };
  return judge_apart(samples_against_data(counted, data, samples, settings, key),
                     data_against_data(counted, data, settings, key), settings.points * settings.repetitions);
}

}  // namespace pont::run
