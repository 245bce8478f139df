// Metrics out of run.h5 or metrics.log, as CSV and as curves.
#include "experiments/run/logged.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/run/training.hpp"
#include "experiments/store/publish.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;

store::MetricRows metrics_of(const store::H5Reader& run) {
  store::MetricRows rows;
  if (!run.exists("metrics")) return rows;
  rows.steps = run.read<std::int64_t>("metrics/step");
  std::vector<std::vector<double>> columns;
  for (const std::string& name : training_columns()) {
    if (!run.exists("metrics/" + name)) continue;
    rows.columns.push_back(name);
    columns.push_back(run.read<double>("metrics/" + name));
  }
  for (std::size_t i = 0; i < rows.steps.size(); ++i)
    for (const std::vector<double>& column : columns) rows.values.push_back(column.at(i));
  return rows;
}

}  // namespace

store::MetricRows logged_metrics(const fs::path& directory) {
  const fs::path result = directory / "run.h5", log = directory / "metrics.log";
  if (fs::exists(result)) return metrics_of({store::load_checked(result), result.string()});
  return fs::exists(log) ? store::read_metrics(log) : store::MetricRows{};
}

store::MetricRows logged_metrics(const SeenRun& run) {
  const fs::path log = fs::path(run.summary.directory) / "metrics.log";
  if (run.result) return metrics_of(*run.result);
  return fs::exists(log) ? store::read_metrics(log) : store::MetricRows{};
}

std::string metrics_csv(const store::MetricRows& rows) {
  std::string text = "step";
  for (const std::string& column : rows.columns) text += "," + column;
  text += "\n";
  const std::size_t n = rows.columns.size();
  for (std::size_t i = 0; i < rows.steps.size(); ++i) {
    text += fmt::format("{}", rows.steps[i]);
    for (std::size_t c = 0; c < n; ++c) text += fmt::format(",{}", rows.values[i * n + c]);
    text += "\n";
  }
  return text;
}

figures::Curve block_means(const store::MetricRows& rows, const std::string& column, std::size_t most) {
  const std::vector<double> values = rows.column(column);
  const std::size_t block = std::max<std::size_t>(1, (values.size() + most - 1) / most);
  figures::Curve curve{column, {}, {}};
  for (std::size_t from = 0; from < values.size(); from += block) {
    const std::size_t to = std::min(from + block, values.size());
    double sum = 0;
    for (std::size_t i = from; i < to; ++i) sum += values[i];
    curve.step.push_back(static_cast<double>(rows.steps[to - 1]));
    curve.value.push_back(sum / static_cast<double>(to - from));
  }
  return curve;
}

fs::path draw_so_far(const fs::path& directory, const figures::Style& style) {
  constexpr std::size_t points = 300;
  const store::MetricRows rows = logged_metrics(directory);
  if (rows.steps.empty())
    throw config::DataError(
        fmt::format("{}: there is nothing to draw yet: no training step was logged", directory.string()));
  const fs::path figures = directory / "figures" / "so_far";
  const std::string title = fmt::format("Training loss up to step {} (block means)", rows.steps.back());
  draw(figures::loss_curves(title, {.label = "loss"}, {block_means(rows, "loss", points)}), {figures, style},
       "loss");
  return figures;
}

}  // namespace pont::run
