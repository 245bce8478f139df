// Judged values beside their floors; none is a mean over the points that went well.
#include "experiments/run/judged.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "experiments/run/record.hpp"

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

}  // namespace pont::run
