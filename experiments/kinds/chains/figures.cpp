// From arrays in run.h5 to figures.
#include "experiments/kinds/chains/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/data/entropy.hpp"
#include "experiments/figures/gallery.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/kinds/chains/measure.hpp"
#include "experiments/run/reading.hpp"

namespace pont::experiments {
namespace {

constexpr Eigen::Index kWalkers = 200;  // drawn on the potential

struct Run {
  const H5Reader& file;
  std::vector<std::string> samplers;
  sde::Mixture law;

  explicit Run(const H5Reader& f) : file(f), samplers(members(f, "chains")) {
    const std::vector<double> weights = f.read<double>("modes/weights");
    law = {Eigen::Map<const Eigen::ArrayXd>(weights.data(), static_cast<Eigen::Index>(weights.size())),
           read_points(f, "modes/means"), read_points(f, "modes/stds").array().square()};
  }
  Grid iterations(const std::string& sampler) const {
    const std::vector<double> values = file.read<double>("chains/" + sampler + "/iterations");
    return Eigen::Map<const Grid>(values.data(), 1, static_cast<Eigen::Index>(values.size()));
  }
  Points read(const std::string& sampler, const std::string& name) const {
    return read_points(file, "chains/" + sampler + "/" + name);
  }
  std::string floor_note(const std::string& sampler, const std::string& metric) const {
    const std::string base = "evaluation/samples/" + sampler + "/" + metric + "/";
    if (!file.exists(base + "ours")) return "W2 not measured";
    return fmt::format("W2 {}, floor {}", significant(read_scalar(file, base + "ours"), 3),
                       significant(read_scalar(file, base + "floor"), 3));
  }
};

Figure sample_figure(const Run& run) {
  std::vector<Cloud> clouds;
  for (const std::string& s : run.samplers)
    clouds.push_back({s, run.read(s, "points").leftCols(2), run.floor_note(s, "w2")});
  return cloud_comparison("The target and the last states of the chains",
                          {"target", read_points(run.file, "data/points").leftCols(2)}, clouds);
}

// The target's coordinate axis: all modes and four standard deviations beyond.
Interval axis_of(const sde::Mixture& law) {
  const Eigen::ArrayXd m = law.means.col(0), s = law.variances.col(0).sqrt();
  return {(m - 4 * s).minCoeff(), (m + 4 * s).maxCoeff()};
}

Grid potential(const sde::Mixture& law, const Grid& x) {
  return -log_density(law, Points(x.transpose())).transpose();
}

Panel potential_panel(const Run& run, const std::string& sampler, std::size_t series) {
  const Interval range = axis_of(run.law);
  const Grid x = Eigen::RowVectorXd::LinSpaced(401, range.low, range.high);
  const Points all = run.read(sampler, "points");
  const Grid walkers = all.topRows(std::min(kWalkers, all.rows())).transpose(),
             heights = potential(run.law, walkers);
  const Points weights = run.read(sampler, "mode_weights");
  std::string note = "weights of the modes:";
  for (Eigen::Index m = 0; m < weights.cols(); ++m)
    note += fmt::format(" {:.2f}", weights(weights.rows() - 1, m));
  return {.title = sampler,
          .note = note,
          .x = {.label = "x", .range = range},
          .y = {.label = "potential −log π(x)", .ticks = series == 0},
          .layers = {Lines{.x = x, .y = potential(run.law, x), .colour = colours::grey},
                     Scatter{.x = {walkers.data(), walkers.data() + walkers.size()},
                             .y = {heights.data(), heights.data() + heights.size()},
                             .colour = series_colour(series),
                             .opacity = 0.6,
                             .size = 0.6}}};
}

Panel path_panel(const Run& run, const std::string& sampler, std::size_t series) {
  return {.x = {.label = "iteration"},
          .y = {.label = "x", .range = axis_of(run.law), .ticks = series == 0},
          .layers = {Lines{.x = run.iterations(sampler),
                           .y = run.read(sampler, "paths"),
                           .colour = series_colour(series),
                           .opacity = 0.5,
                           .width = 0.9}}};
}

// The picture of the lecture notes: who stays in the well it started in, and who crosses.
Figure barrier_figure(const Run& run) {
  Figure figure{.title = "Last walkers on the potential, and some of them on their way",
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
void add_band(Panel& panel, const Grid& x, const Eigen::VectorXd& mean, const Eigen::VectorXd& error,
              const std::string& label, std::size_t series) {
  Grid band(2, mean.size());
  band << (mean - 2 * error).transpose(), (mean + 2 * error).transpose();
  panel.layers.push_back(
      Lines{.x = x, .y = band, .colour = series_colour(series), .opacity = 0.4, .width = 0.8});
  panel.layers.push_back(
      Lines{.x = x, .y = Grid(mean.transpose()), .label = label, .colour = series_colour(series)});
}

// Two modes: the weight of the second. More: the distance of all weights from the exact ones.
Figure two_modes_figure(const Run& run) {
  Panel panel{.title = fmt::format("Weight of the mode at {}", significant(run.law.means(1, 0), 2)),
              .note = fmt::format("means over chains and two standard errors; dashed: exact {}",
                                  significant(run.law.weights(1), 2)),
              .x = {.label = "iteration"},
              .y = {.label = "weight", .range = Interval{-0.05, 1.05}}};
  for (std::size_t i = 0; i < run.samplers.size(); ++i)
    add_band(panel, run.iterations(run.samplers[i]), run.read(run.samplers[i], "mode_weights").col(1),
             run.read(run.samplers[i], "mode_weights_error").col(1), run.samplers[i], i);
  panel.layers.push_back(Reference{.value = run.law.weights(1)});
  return {.panels = {panel}, .width = 460, .height = 270};
}

Figure many_modes_figure(const Run& run) {
  Panel panel{.title = fmt::format("Weights of the {} modes", run.law.weights.size()),
              .note = "total variation to the exact ones; dashed: that of as many independent points",
              .x = {.label = "iteration"},
              .y = {.label = "total variation", .scale = Scale::log10}};
  for (std::size_t i = 0; i < run.samplers.size(); ++i) {
    const Points weights = run.read(run.samplers[i], "mode_weights");
    Grid distances(1, weights.rows());
    for (Eigen::Index r = 0; r < weights.rows(); ++r)
      distances(0, r) = total_variation(weights.row(r).transpose(), run.law.weights);
    panel.layers.push_back(Lines{.x = run.iterations(run.samplers[i]),
                                 .y = distances,
                                 .label = run.samplers[i],
                                 .colour = series_colour(i)});
  }
  const double floor = read_scalar(run.file, "modes/floor");
  panel.y.range = Interval{floor / 4, 8};
  panel.layers.push_back(Reference{.value = floor});
  return {.panels = {panel}, .width = 460, .height = 270};
}

Figure distance_figure(const Run& run) {
  Panel panel{.title = "Energy distance between the chains and the target",
              .note = "dashed: the target against itself",
              .x = {.label = "iteration"},
              .y = {.label = "energy distance", .scale = Scale::log10}};
  for (std::size_t i = 0; i < run.samplers.size(); ++i) {
    const std::vector<double> values =
        run.file.read<double>("chains/" + run.samplers[i] + "/energy_distance");
    panel.layers.push_back(
        Lines{.x = run.iterations(run.samplers[i]),
              .y = Eigen::Map<const Grid>(values.data(), 1, static_cast<Eigen::Index>(values.size())),
              .label = run.samplers[i],
              .colour = series_colour(i)});
  }
  const std::string floor = "evaluation/samples/" + run.samplers[0] + "/energy_distance/floor";
  if (run.file.exists(floor)) panel.layers.push_back(Reference{.value = read_scalar(run.file, floor)});
  return {.panels = {panel}, .width = 460, .height = 270};
}

// Around its mean under the target, where a bias stands out.
Figure energy_figure(const Run& run) {
  const double exact = read_scalar(run.file, "evaluation/observables/" + run.samplers[0] + "/energy/exact");
  Panel panel{.title = "Mean energy −log π",
              .note = fmt::format("over chains, two standard errors; dashed: that of the target, {}",
                                  significant(exact, 3)),
              .x = {.label = "iteration"},
              .y = {.label = "nats", .range = Interval{exact - 0.3, exact + 0.7}}};
  for (std::size_t i = 0; i < run.samplers.size(); ++i) {
    const std::string path = "chains/" + run.samplers[i] + "/observables/energy";
    const std::vector<double> mean = run.file.read<double>(path),
                              error = run.file.read<double>(path + "_error");
    const auto R = static_cast<Eigen::Index>(mean.size());
    add_band(panel, run.iterations(run.samplers[i]), Eigen::Map<const Eigen::VectorXd>(mean.data(), R),
             Eigen::Map<const Eigen::VectorXd>(error.data(), R), run.samplers[i], i);
  }
  panel.layers.push_back(Reference{.value = exact});
  return {.panels = {panel}, .width = 460, .height = 270};
}

}  // namespace

void draw_target_figures(const H5Reader& file, const std::filesystem::path& directory) {
  const Run run(file);
  if (run.samplers.empty()) return;
  if (run.law.means.cols() == 1)
    draw(barrier_figure(run), directory, "barrier");
  else
    draw(sample_figure(run), directory, "samples");
  if (run.law.weights.size() > 1)
    draw(run.law.weights.size() == 2 ? two_modes_figure(run) : many_modes_figure(run), directory,
         "mode_weights");
  draw(energy_figure(run), directory, "energy");
  draw(distance_figure(run), directory, "energy_distance");
}

}  // namespace pont::experiments
