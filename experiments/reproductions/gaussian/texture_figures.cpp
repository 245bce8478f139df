// Patches as heat maps, and variances by eigenvalue.
#include "experiments/reproductions/gaussian/texture_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/metrics/repetition.hpp"

namespace pont::reproductions::gaussian {
namespace {

// The first `count` points as square patches side by side, a blank column between them.
figures::Panel patches(const std::string& title, const metrics::Points& points, int count) {
  const auto size = static_cast<Eigen::Index>(std::lround(std::sqrt(static_cast<double>(points.cols()))));
  figures::Grid values = figures::Grid::Zero(size, count * (size + 1) - 1);
  for (Eigen::Index i = 0; i < count; ++i) {
    const metrics::Points patch = points.row(i);
    values.middleCols(i * (size + 1), size) = Eigen::Map<const figures::Grid>(patch.data(), size, size);
  }
  const figures::Axis plain{.ticks = false};
  return {.title = title,
          .x = plain,
          .y = plain,
          .colour = {.range = figures::Interval{-1.5, 1.5}, .ticks = false},
          .layers = {figures::HeatMap{.x = {0, static_cast<double>(values.cols())},
                                      .y = {0, static_cast<double>(size)},
                                      .values = values}}};
}

figures::Figure patch_figure(const TextureRun& run) {
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
figures::ErrorBars ratios(const std::vector<TextureRun>& runs, TextureSamples TextureRun::*sampler,
                          const std::string& label, std::size_t series) {
  const Eigen::ArrayXXd& eigenvalues = runs.front().law.variances;
  figures::ErrorBars bars;
  bars.label = label + " (± standard error over seeds)";
  bars.colour = figures::series_colour(series);
  for (Eigen::Index j = 0; j < eigenvalues.size(); ++j) {
    std::vector<double> values;
    for (const TextureRun& run : runs)
      values.push_back(std::sqrt((run.*sampler).variances(j) / eigenvalues(0, j)));
    const metrics::Estimate e = metrics::estimate(values);
    bars.x.push_back(std::log10(eigenvalues(0, j)));
    bars.y.push_back(e.mean);
    bars.error.push_back(e.standard_error);
  }
  return bars;
}

figures::Figure ratio_figure(const std::vector<TextureRun>& runs) {
  return {.panels = {{.title = "Standard deviation of the samples along each eigenvector",
                      .note = "over that of the data",
                      .x = {.label = "log10 of the eigenvalue λ"},
                      .y = {.label = "√(variance / λ)"},
                      .layers = {figures::Reference{.value = 1, .label = "exact"},
                                 ratios(runs, &TextureRun::euler_maruyama, "Euler-Maruyama", 0),
                                 ratios(runs, &TextureRun::heun, "Heun", 1)},
                      .legend = figures::Corner::top_right}},
          .width = 520,
          .height = 280};
}

}  // namespace

std::vector<reproduce::NamedFigure> texture_figures(const std::vector<TextureRun>& runs) {
  return {{"patches", "Eight patches of the data, and the first eight of each sampler.",
           patch_figure(runs.front())},
          {"variances",
           "Where the learned score goes wrong: the spread of the samples along each eigenvector of the "
           "covariance, for both samplers with the same networks.",
           ratio_figure(runs)}};
}

}  // namespace pont::reproductions::gaussian
