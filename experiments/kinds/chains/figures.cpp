// The figures of a target experiment, made from arrays in run.h5.
#include "experiments/kinds/chains/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/data/known_law.hpp"
#include "experiments/figures/gallery.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/kinds/chains/measure.hpp"
#include "experiments/run/reading.hpp"

namespace pont::kinds::chains {
namespace {

constexpr Eigen::Index kWalkers = 200;  // drawn on the potential

struct Run {
  const store::H5Reader& file;
  std::vector<std::string> samplers;
  sde::Mixture law;

  explicit Run(const store::H5Reader& f) : file(f), samplers(run::members(f, "chains")) {
    const std::vector<double> weights = f.read<double>("modes/weights");
    law = {Eigen::Map<const Eigen::ArrayXd>(weights.data(), static_cast<Eigen::Index>(weights.size())),
           run::read_points(f, "modes/means"), run::read_points(f, "modes/stds").array().square()};
  }
  figures::Grid iterations(const std::string& sampler) const {
    const std::vector<double> values = file.read<double>("chains/" + sampler + "/iterations");
    return Eigen::Map<const figures::Grid>(values.data(), 1, static_cast<Eigen::Index>(values.size()));
  }
  metrics::Points read(const std::string& sampler, const std::string& name) const {
    return run::read_points(file, "chains/" + sampler + "/" + name);
  }
  std::string floor_note(const std::string& sampler, const std::string& metric) const {
    const std::string base = "evaluation/samples/" + sampler + "/" + metric + "/";
    if (!file.exists(base + "ours")) return "W2 not measured";
    return fmt::format("W2 {}, floor {}", figures::significant(run::read_scalar(file, base + "ours"), 3),
                       figures::significant(run::read_scalar(file, base + "floor"), 3));
  }
};

figures::Figure sample_figure(const Run& run) {
  std::vector<figures::Cloud> clouds;
  for (const std::string& s : run.samplers)
    clouds.push_back({s, run.read(s, "points").leftCols(2), run.floor_note(s, "w2")});
  return figures::cloud_comparison("The target and the last states of the chains",
                                   {"target", run::read_points(run.file, "data/points").leftCols(2)}, clouds);
}

// The target's coordinate axis: all modes and four standard deviations beyond.
figures::Interval axis_of(const sde::Mixture& law) {
  const Eigen::ArrayXd m = law.means.col(0), s = law.variances.col(0).sqrt();
  return {(m - 4 * s).minCoeff(), (m + 4 * s).maxCoeff()};
}

figures::Grid potential(const sde::Mixture& law, const figures::Grid& x) {
  return -data::log_density(law, metrics::Points(x.transpose())).transpose();
}

figures::Panel potential_panel(const Run& run, const std::string& sampler, std::size_t series) {
  const figures::Interval range = axis_of(run.law);
  const figures::Grid x = Eigen::RowVectorXd::LinSpaced(401, range.low, range.high);
  const metrics::Points all = run.read(sampler, "points");
  const figures::Grid walkers = all.topRows(std::min(kWalkers, all.rows())).transpose(),
                      heights = potential(run.law, walkers);
  const metrics::Points weights = run.read(sampler, "mode_weights");
  std::string note = "weights of the modes:";
  for (Eigen::Index m = 0; m < weights.cols(); ++m)
    note += fmt::format(" {:.2f}", weights(weights.rows() - 1, m));
  return {.title = sampler,
          .note = note,
          .x = {.label = "x", .range = range},
          .y = {.label = "potential −log π(x)", .ticks = series == 0},
          .layers = {figures::Lines{.x = x, .y = potential(run.law, x), .colour = figures::colours::grey},
                     figures::Scatter{.x = {walkers.data(), walkers.data() + walkers.size()},
                                      .y = {heights.data(), heights.data() + heights.size()},
                                      .colour = figures::series_colour(series),
                                      .opacity = 0.6,
                                      .size = 0.6}}};
}

figures::Panel path_panel(const Run& run, const std::string& sampler, std::size_t series) {
  return {.x = {.label = "iteration"},
          .y = {.label = "x", .range = axis_of(run.law), .ticks = series == 0},
          .layers = {figures::Lines{.x = run.iterations(sampler),
                                    .y = run.read(sampler, "paths"),
                                    .colour = figures::series_colour(series),
                                    .opacity = 0.5,
                                    .width = 0.9}}};
}

// The picture of the lecture notes: who stays in the well it started in, and who crosses.
figures::Figure barrier_figure(const Run& run) {
  figures::Figure figure{.title = "Last walkers on the potential, and some of them on their way",
                         .columns = static_cast<int>(run.samplers.size()),
                         .width = 300,
                         .height = 190};
  for (std::size_t i = 0; i < run.samplers.size(); ++i)
    figure.panels.push_back(potential_panel(run, run.samplers[i], i));
  for (std::size_t i = 0; i < run.samplers.size(); ++i)
    figure.panels.push_back(path_panel(run, run.samplers[i], i));
  return figure;
}

// A curve and thin lines two standard errors above and below it.
void add_band(figures::Panel& panel, const figures::Grid& x, const Eigen::VectorXd& mean,
              const Eigen::VectorXd& error, const std::string& label, std::size_t series) {
  figures::Grid band(2, mean.size());
  band << (mean - 2 * error).transpose(), (mean + 2 * error).transpose();
  panel.layers.push_back(figures::Lines{
      .x = x, .y = band, .colour = figures::series_colour(series), .opacity = 0.4, .width = 0.8});
  panel.layers.push_back(figures::Lines{.x = x,
                                        .y = figures::Grid(mean.transpose()),
                                        .label = label,
                                        .colour = figures::series_colour(series)});
}

// Two modes: the weight of the second. More: the distance of all weights from the exact ones.
figures::Figure two_modes_figure(const Run& run) {
  figures::Panel panel{
      .title = fmt::format("Weight of the mode at {}", figures::significant(run.law.means(1, 0), 2)),
      .note = fmt::format("means over chains and two standard errors; dashed: exact {}",
                          figures::significant(run.law.weights(1), 2)),
      .x = {.label = "iteration"},
      .y = {.label = "weight", .range = figures::Interval{-0.05, 1.05}}};
  for (std::size_t i = 0; i < run.samplers.size(); ++i)
    add_band(panel, run.iterations(run.samplers[i]), run.read(run.samplers[i], "mode_weights").col(1),
             run.read(run.samplers[i], "mode_weights_error").col(1), run.samplers[i], i);
  panel.layers.push_back(figures::Reference{.value = run.law.weights(1)});
  return {.panels = {panel}, .width = 460, .height = 270};
}

figures::Figure many_modes_figure(const Run& run) {
  figures::Panel panel{
      .title = fmt::format("Weights of the {} modes", run.law.weights.size()),
      .note = "total variation to the exact ones; dashed: that of as many independent points",
      .x = {.label = "iteration"},
      .y = {.label = "total variation", .scale = figures::Scale::log10}};
  for (std::size_t i = 0; i < run.samplers.size(); ++i) {
    const metrics::Points weights = run.read(run.samplers[i], "mode_weights");
    figures::Grid distances(1, weights.rows());
    for (Eigen::Index r = 0; r < weights.rows(); ++r)
      distances(0, r) = total_variation(weights.row(r).transpose(), run.law.weights);
    panel.layers.push_back(figures::Lines{.x = run.iterations(run.samplers[i]),
                                          .y = distances,
                                          .label = run.samplers[i],
                                          .colour = figures::series_colour(i)});
  }
  const double floor = run::read_scalar(run.file, "modes/floor");
  panel.y.range = figures::Interval{floor / 4, 8};
  panel.layers.push_back(figures::Reference{.value = floor});
  return {.panels = {panel}, .width = 460, .height = 270};
}

figures::Figure distance_figure(const Run& run) {
  figures::Panel panel{.title = "Energy distance between the chains and the target",
                       .note = "dashed: the target against itself",
                       .x = {.label = "iteration"},
                       .y = {.label = "energy distance", .scale = figures::Scale::log10}};
  for (std::size_t i = 0; i < run.samplers.size(); ++i) {
    const std::vector<double> values =
        run.file.read<double>("chains/" + run.samplers[i] + "/energy_distance");
    panel.layers.push_back(figures::Lines{
        .x = run.iterations(run.samplers[i]),
        .y = Eigen::Map<const figures::Grid>(values.data(), 1, static_cast<Eigen::Index>(values.size())),
        .label = run.samplers[i],
        .colour = figures::series_colour(i)});
  }
  const std::string floor = "evaluation/samples/" + run.samplers[0] + "/energy_distance/floor";
  if (run.file.exists(floor))
    panel.layers.push_back(figures::Reference{.value = run::read_scalar(run.file, floor)});
  return {.panels = {panel}, .width = 460, .height = 270};
}

// Around its mean under the target, where a bias stands out.
figures::Figure energy_figure(const Run& run) {
  const double exact =
      run::read_scalar(run.file, "evaluation/observables/" + run.samplers[0] + "/energy/exact");
  figures::Panel panel{.title = "Mean energy −log π",
                       .note = fmt::format("over chains, two standard errors; dashed: that of the target, {}",
                                           figures::significant(exact, 3)),
                       .x = {.label = "iteration"},
                       .y = {.label = "nats", .range = figures::Interval{exact - 0.3, exact + 0.7}}};
  for (std::size_t i = 0; i < run.samplers.size(); ++i) {
    const std::string path = "chains/" + run.samplers[i] + "/observables/energy";
    const std::vector<double> mean = run.file.read<double>(path),
                              error = run.file.read<double>(path + "_error");
    const auto R = static_cast<Eigen::Index>(mean.size());
    add_band(panel, run.iterations(run.samplers[i]), Eigen::Map<const Eigen::VectorXd>(mean.data(), R),
             Eigen::Map<const Eigen::VectorXd>(error.data(), R), run.samplers[i], i);
  }
  panel.layers.push_back(figures::Reference{.value = exact});
  return {.panels = {panel}, .width = 460, .height = 270};
}

}  // namespace

void draw_target_figures(const store::H5Reader& file, const figures::Folder& folder) {
  const Run run(file);
  if (run.samplers.empty()) return;
  if (run.law.means.cols() == 1)
    run::draw(barrier_figure(run), folder, "barrier");
  else
    run::draw(sample_figure(run), folder, "samples");
  if (run.law.weights.size() > 1)
    run::draw(run.law.weights.size() == 2 ? two_modes_figure(run) : many_modes_figure(run), folder,
              "mode_weights");
  run::draw(energy_figure(run), folder, "energy");
  run::draw(distance_figure(run), folder, "energy_distance");
}

}  // namespace pont::kinds::chains
