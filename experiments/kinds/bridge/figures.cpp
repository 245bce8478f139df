// The figures of a bridge, made from arrays in run.h5.
#include "experiments/kinds/bridge/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/figures/gallery.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/figures/render.hpp"
#include "experiments/kinds/bridge/iterates.hpp"
#include "experiments/run/reading.hpp"

namespace pont::kinds::bridge {
namespace {

figures::Lines line(const std::vector<double>& x, const std::vector<double>& y, const std::string& label,
                    figures::Colour colour) {
  return {.x = Eigen::Map<const figures::Grid>(x.data(), 1, Eigen::Index(x.size())),
          .y = Eigen::Map<const figures::Grid>(y.data(), 1, Eigen::Index(y.size())),
          .label = label,
          .colour = colour};
}

figures::Figure loss_figure(const store::H5Reader& run) {
  return figures::loss_curves("Training loss of all half-bridges", {.label = "loss"}, {run::loss_curve(run)});
}

figures::Figure trajectory_figure(const store::H5Reader& run) {
  std::vector<figures::Paths> sets;
  for (const std::string& name : run::members(run, "trajectories"))
    sets.push_back(
        {name, run.read<double>("chain/times"), run::read_points(run, "trajectories/" + name + "/values")});
  return figures::particle_paths("Paths between the data (left) and the prior (right)", "first coordinate",
                                 sets);
}

void add_floor(figures::Panel& panel, const store::H5Reader& run, const std::string& path,
               const std::string& word = "floor", int digits = 3) {
  if (!run.exists(path)) return;  // it was not measured
  const double floor = run::read_scalar(run, path);
  const double error = run.exists(path + "_error") ? run::read_scalar(run, path + "_error") : 0;
  panel.layers.push_back(figures::Reference{
      .value = floor, .label = word + " " + figures::significant(floor, digits), .error = error});
}

}  // namespace

// Distance at the end that a half-bridge samples, one panel per direction.
figures::Figure distance_figure(const store::H5Reader& run) {
  figures::Figure figure{.title = "Distance of samples to the law of their end, after each iteration",
                         .columns = 2};
  for (const Side& side : sides()) {
    const Series s = series(run, "half_bridges/w2", side);
    if (s.iteration.empty()) continue;
    figure.panels.push_back(
        {.title = side.title,
         .x = {.label = "iteration"},
         .y = {.label = "W₂"},
         .layers = {figures::ErrorBars{s.iteration, s.value, series(run, "half_bridges/w2_error", side).value,
                                       "learned"}}});
    add_floor(figure.panels.back(), run, "floor/w2_" + side.end);
  }
  figure.columns = std::max(1, static_cast<int>(figure.panels.size()));
  return figure;
}

// Total variation at the end that a half-bridge samples, beside exact fitting, on the line.
figures::Figure variation_figure(const store::H5Reader& run) {
  figures::Figure figure{.title = "Total variation to the law of the end, after each iteration",
                         .columns = 2};
  for (const Side& side : sides()) {
    const Series learned = series(run, "half_bridges/total_variation", side),
                 exact = series(run, "ipf/total_variation", side);
    figure.panels.push_back(
        {.title = side.title,
         .x = {.label = "iteration"},
         .y = {.label = "total variation", .scale = figures::Scale::log10},
         .layers = {line(exact.iteration, exact.value, "exact IPF", figures::colours::blue),
                    figures::Scatter{.x = learned.iteration,
                                     .y = learned.value,
                                     .label = "learned",
                                     .colour = figures::colours::vermillion,
                                     .opacity = 1,
                                     .size = 0.8}}});
    add_floor(figure.panels.back(), run, "floor/total_variation_" + side.end, "floor of the histogram", 2);
  }
  return figure;
}

// Mean over coordinates of the free end's moments and of the covariance of both ends, less those of the
// bridge.
figures::Figure truth_figure(const store::H5Reader& run) {
  figures::Figure figure{.title = "Moments of the half-bridges less those of the Schrödinger bridge",
                         .columns = 3,
                         .width = 300};
  for (const Moment& m : free_end_moments(run)) {
    const auto excess = [&](std::vector<double> values) {
      for (std::size_t h = 0; h < values.size(); ++h) values[h] -= m.limit[h];
      return values;
    };
    figures::Panel panel{.title = m.title, .x = {.label = "half-bridge"}, .y = {.label = "difference"}};
    panel.layers.push_back(line(m.half_bridge, excess(m.ipf), "exact IPF", figures::colours::blue));
    if (!m.ideal.empty())
      panel.layers.push_back(line(m.half_bridge, excess(m.ideal), "ideal networks", figures::colours::green));
    panel.layers.push_back(figures::Scatter{.x = m.half_bridge,
                                            .y = excess(m.learned),
                                            .label = "learned",
                                            .colour = figures::colours::vermillion,
                                            .opacity = 1,
                                            .size = 0.8});
    panel.layers.push_back(figures::Reference{0, ""});
    figure.panels.push_back(panel);
  }
  return figure;
}

figures::Figure divergence_figure(const store::H5Reader& run) {
  figures::Figure figure{.title = "Mean KL of all states to the Schrödinger bridge, Gaussian fits",
                         .columns = 2};
  for (const auto& [name, title] : {std::pair{"kl_diagonal", "diagonal"}, {"kl_full", "full covariance"}}) {
    figures::Panel panel{.title = title,
                         .x = {.label = "iteration"},
                         .y = {.label = "KL, nats", .scale = figures::Scale::log10}};
    for (const Side& side : sides()) {
      const Series s = mean_divergence(run, name, side);
      if (!s.iteration.empty())
        panel.layers.push_back(
            line(s.iteration, s.value, side.direction.name(),
                 side.direction == losses::forward ? figures::colours::blue : figures::colours::vermillion));
    }
    add_floor(panel, run, std::string("floor/") + name);
    figure.panels.push_back(panel);
  }
  return figure;
}

void draw_bridge_figures(const store::H5Reader& run, const figures::Folder& folder) {
  run::draw(loss_figure(run), folder, "loss");
  const std::vector<std::string> directions = run::members(run, "samples");
  if (!directions.empty()) run::draw(trajectory_figure(run), folder, "trajectories");
  if (run.shape("data/points").at(1) >= 2)
    for (const std::string& direction : directions)
      run::draw(run::state_figure(run, direction), folder, "states_" + direction);
  if (!run.exists("half_bridges")) return;
  run::draw(distance_figure(run), folder, "distances");
  if (run.exists("ipf/total_variation")) run::draw(variation_figure(run), folder, "total_variation");
  if (!run.exists("bridge")) return;
  run::draw(truth_figure(run), folder, "moments");
  run::draw(divergence_figure(run), folder, "divergences");
}

}  // namespace pont::kinds::bridge
