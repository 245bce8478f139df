// From arrays in run.h5 to figures.
#include "experiments/kinds/bridge/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/figures/gallery.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/figures/render.hpp"
#include "experiments/kinds/bridge/iterates.hpp"
#include "experiments/run/reading.hpp"

namespace pont::experiments {
namespace {

Lines line(const std::vector<double>& x, const std::vector<double>& y, const std::string& label,
           Colour colour) {
  return {.x = Eigen::Map<const Grid>(x.data(), 1, Eigen::Index(x.size())),
          .y = Eigen::Map<const Grid>(y.data(), 1, Eigen::Index(y.size())),
          .label = label,
          .colour = colour};
}

Figure loss_figure(const H5Reader& run) {
  return loss_curves("Training loss of all half-bridges", {.label = "loss"}, {loss_curve(run)});
}

Figure trajectory_figure(const H5Reader& run) {
  std::vector<Paths> sets;
  for (const std::string& name : members(run, "trajectories"))
    sets.push_back(
        {name, run.read<double>("chain/times"), read_points(run, "trajectories/" + name + "/values")});
  return particle_paths("Paths between the data (left) and the prior (right)", "first coordinate", sets);
}

void add_floor(Panel& panel, const H5Reader& run, const std::string& path, const std::string& word = "floor",
               int digits = 3) {
  if (!run.exists(path)) return;  // it was not measured
  const double floor = read_scalar(run, path);
  panel.layers.push_back(Reference{floor, word + " " + significant(floor, digits)});
}

}  // namespace

// Distance at the end that a half-bridge samples, one panel per direction.
Figure distance_figure(const H5Reader& run) {
  Figure figure{.title = "Distance of samples to the law of their end, after each iteration", .columns = 2};
  for (const Side& side : sides()) {
    const Series s = series(run, "half_bridges/w2", side);
    if (s.iteration.empty()) continue;
    figure.panels.push_back(
        {.title = side.title,
         .x = {.label = "iteration"},
         .y = {.label = "W₂"},
         .layers = {
             ErrorBars{s.iteration, s.value, series(run, "half_bridges/w2_error", side).value, "learned"}}});
    add_floor(figure.panels.back(), run, "floor/w2_" + side.end);
  }
  figure.columns = std::max(1, static_cast<int>(figure.panels.size()));
  return figure;
}

// Total variation at the end that a half-bridge samples, beside exact fitting, on the line.
Figure variation_figure(const H5Reader& run) {
  Figure figure{.title = "Total variation to the law of the end, after each iteration", .columns = 2};
  for (const Side& side : sides()) {
    const Series learned = series(run, "half_bridges/total_variation", side),
                 exact = series(run, "ipf/total_variation", side);
    figure.panels.push_back({.title = side.title,
                             .x = {.label = "iteration"},
                             .y = {.label = "total variation", .scale = Scale::log10},
                             .layers = {line(exact.iteration, exact.value, "exact IPF", colours::blue),
                                        Scatter{.x = learned.iteration,
                                                .y = learned.value,
                                                .label = "learned",
                                                .colour = colours::vermillion,
                                                .opacity = 1,
                                                .size = 0.8}}});
    add_floor(figure.panels.back(), run, "floor/total_variation_" + side.end, "floor of the histogram", 2);
  }
  return figure;
}

// Mean over coordinates of the free end's moments and of the covariance of both ends, less those of the
// bridge.
Figure truth_figure(const H5Reader& run) {
  Figure figure{.title = "Moments of the half-bridges less those of the Schrödinger bridge",
                .columns = 3,
                .width = 300};
  for (const Moment& m : free_end_moments(run)) {
    const auto excess = [&](std::vector<double> values) {
      for (std::size_t h = 0; h < values.size(); ++h) values[h] -= m.limit[h];
      return values;
    };
    Panel panel{.title = m.title, .x = {.label = "half-bridge"}, .y = {.label = "difference"}};
    panel.layers.push_back(line(m.half_bridge, excess(m.ipf), "exact IPF", colours::blue));
    if (!m.ideal.empty())
      panel.layers.push_back(line(m.half_bridge, excess(m.ideal), "ideal networks", colours::green));
    panel.layers.push_back(Scatter{.x = m.half_bridge,
                                   .y = excess(m.learned),
                                   .label = "learned",
                                   .colour = colours::vermillion,
                                   .opacity = 1,
                                   .size = 0.8});
    panel.layers.push_back(Reference{0, ""});
    figure.panels.push_back(panel);
  }
  return figure;
}

Figure divergence_figure(const H5Reader& run) {
  Figure figure{.title = "Mean KL of all states to the Schrödinger bridge, Gaussian fits", .columns = 2};
  for (const auto& [name, title] : {std::pair{"kl_diagonal", "diagonal"}, {"kl_full", "full covariance"}}) {
    Panel panel{
        .title = title, .x = {.label = "iteration"}, .y = {.label = "KL, nats", .scale = Scale::log10}};
    for (const Side& side : sides()) {
      const Series s = mean_divergence(run, name, side);
      if (!s.iteration.empty())
        panel.layers.push_back(line(s.iteration, s.value, side.direction.name(),
                                    side.direction == losses::forward ? colours::blue : colours::vermillion));
    }
    add_floor(panel, run, std::string("floor/") + name);
    figure.panels.push_back(panel);
  }
  return figure;
}

void draw_bridge_figures(const H5Reader& run, const std::filesystem::path& directory) {
  draw(loss_figure(run), directory, "loss");
  const std::vector<std::string> directions = members(run, "samples");
  if (!directions.empty()) draw(trajectory_figure(run), directory, "trajectories");
  if (run.shape("data/points").at(1) >= 2)
    for (const std::string& direction : directions)
      draw(state_figure(run, direction), directory, "states_" + direction);
  if (!run.exists("half_bridges")) return;
  draw(distance_figure(run), directory, "distances");
  if (run.exists("ipf/total_variation")) draw(variation_figure(run), directory, "total_variation");
  if (!run.exists("bridge")) return;
  draw(truth_figure(run), directory, "moments");
  draw(divergence_figure(run), directory, "divergences");
}

}  // namespace pont::experiments
