// Learned scores on a Gaussian texture: runs against the exact law, and their figures.
#include "experiments/reproductions/gaussian/texture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "experiments/kinds/score/trained_run.hpp"
#include "experiments/metrics/points.hpp"
#include "experiments/metrics/repetition.hpp"
#include "experiments/reproductions/gaussian/gaussian_table.hpp"

namespace pont::reproductions::gaussian {

// Moments of samples along the axes of the exact law.

namespace {

double scalar(const store::H5Reader& run, const std::string& path) { return run.read<double>(path).at(0); }

TextureSamples read_samples(const store::H5Reader& run, const std::string& sampler, const sde::Mixture& law) {
  const std::string base = "samples/" + sampler + "/";
  const store::H5Shape shape = run.shape(base + "points");
  const std::vector<double> values = run.read<double>(base + "points");
  return measured(Eigen::Map<const metrics::Points>(values.data(), static_cast<Eigen::Index>(shape.at(0)),
                                                    static_cast<Eigen::Index>(shape.at(1))),
                  scalar(run, base + "evaluations"), law);
}

}  // namespace

sde::Spectrum spectrum_of(const sde::Mixture& law) {
  const Eigen::VectorXd variances = law.variances.row(0).transpose();
  return sde::Spectrum(std::vector<double>(variances.begin(), variances.end()));
}

double exact_error(const std::string& name, const sde::Spectrum& spectrum, int nodes, double eps) {
  const GaussianStudy study;
  const std::vector<sde::Interval> steps = study.diffusion.steps(nodes, eps);
  for (const sde::StudyScheme& scheme : sde::study_schemes())
    if (scheme.name == name)
      return sde::wasserstein2(
          spectrum, [&](double lambda) { return sde::compose(scheme, steps, lambda)(1); },
          [](double lambda) { return lambda; });
  throw std::logic_error("texture: the study has no scheme " + name);
}

TextureSamples measured(metrics::Points points, double evaluations, const sde::Mixture& law) {
  const sde::Gaussian along = metrics::moments(sde::to_axes(law, points));
  const sde::Gaussian exact{law.means.row(0).transpose(), law.variances.row(0).matrix().asDiagonal()};
  return {std::move(points), metrics::wasserstein2(along, exact), evaluations, along.covariance.diagonal()};
}

TextureRun read_texture_run(const std::filesystem::path& directory, const std::string& seed) {
  const kinds::score::TrainedRun run(directory);
  const data::DataSet& data = *run.model().data;
  const sde::Mixture law = data.exact().value();
  const store::H5Reader& file = run.file();
  const TextureSamples euler_maruyama = read_samples(file, "euler_maruyama", law);
  const ad::Key key = ad::Key::root(1) / "gaussian-texture" / seed;
  return {seed,
          law,
          measured(data::sample(data, key, euler_maruyama.points.rows()), 0, law),
          euler_maruyama,
          read_samples(file, "heun", law),
          scalar(file, "evaluation/loss/ours") / scalar(file, "evaluation/loss/floor") - 1};
}

// Patches as heat maps, and variances by eigenvalue.

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
