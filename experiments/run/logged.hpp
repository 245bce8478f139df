// The metrics of a training as readers take them, from a run that is finished or not.
#pragma once
#include <filesystem>
#include <string>

#include "experiments/figures/gallery.hpp"
#include "experiments/figures/style.hpp"
#include "experiments/run/summary.hpp"
#include "experiments/store/metric_log.hpp"

namespace pont::run {

/// From run.h5 of a finished run, else from metrics.log as far as it was written; no columns where nothing
/// was logged. Throws DataError for a damaged run.h5.
store::MetricRows logged_metrics(const std::filesystem::path& directory);
/// The same of a run whose run.h5 was read already. Throws DataError where metrics.log is damaged from its
/// first byte on.
store::MetricRows logged_metrics(const SeenRun&);

/// "step,loss,...", a line for each row (RFC 4180), every number to its last digit.
std::string metrics_csv(const store::MetricRows&);

/// Means over at most `most` blocks of rows, each at the last step of its block, so that a long noisy course
/// can be seen.
figures::Curve block_means(const store::MetricRows&, const std::string& column, std::size_t most);

/// Draws what a run that is not finished has to show, its loss so far, into `directory`/figures/so_far, which
/// no run writes to, and returns that. Throws DataError where no step was logged.
std::filesystem::path draw_so_far(const std::filesystem::path& directory, const figures::Style& style);

}  // namespace pont::run
