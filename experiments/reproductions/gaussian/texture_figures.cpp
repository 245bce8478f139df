// Patches as heat maps, and variances by eigenvalue.
#include "experiments/reproductions/gaussian/texture_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/metrics/repetition.hpp"

namespace pont::experiments {
namespace {

// The first `count` points as square patches side by side, a blank column between them.
Panel patches(const std::string& title, const Points& points, int count) {
  const auto size = static_cast<Eigen::Index>(std::lround(std::sqrt(static_cast<double>(points.cols()))));
  Grid values = Grid::Zero(size, count * (size + 1) - 1);
  for (Eigen::Index i = 0; i < count; ++i) {
    const Points patch = points.row(i);
    values.middleCols(i * (size + 1), size) = Eigen::Map<const Grid>(patch.data(), size, size);
  }
  const Axis plain{.ticks = false};
  return {.title = title,
          .x = plain,
          .y = plain,
          .colour = {.range = Interval{-1.5, 1.5}, .ticks = false},
          .layers = {HeatMap{.x = {0, static_cast<double>(values.cols())},
                             .y = {0, static_cast<double>(size)},
                             .values = values}}};
}

Figure patch_figure(const TextureRun& run) {
  constexpr int count = 8;
  return {.title = fmt::format("Patches of the texture, seed {}", run.seed),
          .panels = {patches("data", run.data.points, count),
                     patches("Euler-Maruyama", run.euler_maruyama.points, count),
                     patches("Heun", run.heun.points, count)},
          .columns = 1,
          .width = 560,
          .height = 64};
}

// Mean over the runs of sqrt(variance / eigenvalue), and its standard error.
ErrorBars ratios(const std::vector<TextureRun>& runs, TextureSamples TextureRun::*sampler,
                 const std::string& label, std::size_t series) {
  const Eigen::ArrayXXd& eigenvalues = runs.front().law.variances;
  ErrorBars bars;
  bars.label = label + " (± standard error over seeds)";
  bars.colour = series_colour(series);
  for (Eigen::Index j = 0; j < eigenvalues.size(); ++j) {
    std::vector<double> values;
    for (const TextureRun& run : runs)
      values.push_back(std::sqrt((run.*sampler).variances(j) / eigenvalues(0, j)));
    const Estimate e = estimate(values);
    bars.x.push_back(std::log10(eigenvalues(0, j)));
    bars.y.push_back(e.mean);
    bars.error.push_back(e.standard_error);
  }
  return bars;
}

Figure ratio_figure(const std::vector<TextureRun>& runs) {
  return {.panels = {{.title = "Standard deviation of the samples along each eigenvector",
                      .note = "over that of the data",
                      .x = {.label = "log10 of the eigenvalue λ"},
                      .y = {.label = "√(variance / λ)"},
                      .layers = {Reference{.value = 1, .label = "exact"},
                                 ratios(runs, &TextureRun::euler_maruyama, "Euler-Maruyama", 0),
                                 ratios(runs, &TextureRun::heun, "Heun", 1)},
                      .legend = Corner::top_right}},
          .width = 520,
          .height = 280};
}

}  // namespace

std::vector<NamedFigure> texture_figures(const std::vector<TextureRun>& runs) {
  return {{"patches", "Eight patches of the data, and the first eight of each sampler.",
           patch_figure(runs.front())},
          {"variances",
           "Where the learned score goes wrong: the spread of the samples along each eigenvector of the "
           "covariance, for both samplers with the same networks.",
           ratio_figure(runs)}};
}

}  // namespace pont::experiments
