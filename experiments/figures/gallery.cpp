// The gallery: common ranges and colours, so that panels of a figure can be compared by eye.
#include "experiments/figures/gallery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "experiments/figures/axes.hpp"
#include "experiments/figures/figure.hpp"

namespace pont::figures {
namespace {

constexpr double kSquare = 250;  // pixels of a two-dimensional panel

// Rows of at most four panels, as equal as can be.
int columns_for(std::size_t panels) {
  const std::size_t rows = (panels + 3) / 4;
  return static_cast<int>((panels + rows - 1) / rows);
}

// Panels in a row share the vertical axis, which the first one carries.
bool starts_row(const Figure& figure) {
  return figure.panels.size() % static_cast<std::size_t>(figure.columns) == 0;
}

void check_cloud(const Cloud& cloud) {
  if (cloud.points.rows() < 1 || cloud.points.cols() != 2)
    throw std::invalid_argument(fmt::format("cloud '{}' has shape [{}, {}]; expected [n >= 1, 2]",
                                            cloud.title, cloud.points.rows(), cloud.points.cols()));
}

Scatter scatter(const Grid& points, Colour colour, double opacity) {
  Scatter s{.x = {}, .y = {}, .colour = colour, .opacity = opacity};
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    s.x.push_back(points(i, 0));
    s.y.push_back(points(i, 1));
  }
  return s;
}

// Equal lengths on both axes, so that circles are round.
std::pair<Interval, Interval> common_square(const std::vector<Cloud>& clouds) {
  Extent x, y;
  for (const Cloud& c : clouds) {
    check_cloud(c);
    for (Eigen::Index i = 0; i < c.points.rows(); ++i) {
      x.include(c.points(i, 0));
      y.include(c.points(i, 1));
    }
  }
  const Interval rx = x.range(0.05), ry = y.range(0.05);
  const double half = std::max(rx.high - rx.low, ry.high - ry.low) / 2;
  const double cx = (rx.low + rx.high) / 2, cy = (ry.low + ry.high) / 2;
  return {{cx - half, cx + half}, {cy - half, cy + half}};
}

Figure square_panels(const std::string& title, const std::vector<Cloud>& clouds) {
  Figure figure{.title = title, .columns = columns_for(clouds.size()), .width = kSquare, .height = kSquare};
  const auto [x, y] = common_square(clouds);
  for (const Cloud& c : clouds)
    figure.panels.push_back({.title = c.title,
                             .note = c.note,
                             .x = {.label = "x₁", .range = x},
                             .y = {.label = "x₂", .range = y, .ticks = starts_row(figure)}});
  return figure;
}

// Of the cells all but one in a thousand are below it: single cells do not set the scale of the others.
double nearly_highest(const std::vector<const HeatMap*>& maps) {
  std::vector<double> values;
  for (const HeatMap* m : maps)
    values.insert(values.end(), m->values.data(), m->values.data() + m->values.size());
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 999 / 1000);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace

Figure cloud_comparison(const std::string& title, const Cloud& data, const std::vector<Cloud>& samples) {
  std::vector<Cloud> clouds{data};
  clouds.insert(clouds.end(), samples.begin(), samples.end());
  Figure figure = square_panels(title, clouds);
  figure.panels[0].layers.push_back(scatter(data.points, colours::black, 0.45));
  for (std::size_t i = 0; i < samples.size(); ++i)
    figure.panels[i + 1].layers = {scatter(data.points, colours::grey, 0.3),
                                   scatter(samples[i].points, series_colour(i), 0.6)};
  return figure;
}

Figure loss_curves(const std::string& title, const Axis& value, const std::vector<Curve>& curves,
                   const std::optional<Reference>& floor) {
  Panel panel{.title = title, .x = {.label = "training step"}, .y = value};
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const Curve& c = curves[i];
    panel.layers.push_back(Lines{.x = Eigen::Map<const Grid>(c.step.data(), 1, Eigen::Index(c.step.size())),
                                 .y = Eigen::Map<const Grid>(c.value.data(), 1, Eigen::Index(c.value.size())),
                                 .label = c.label,
                                 .colour = series_colour(i)});
  }
  if (floor) panel.layers.push_back(*floor);
  return {.panels = {panel}, .width = 460, .height = 270};
}

Figure particle_paths(const std::string& title, const std::string& coordinate,
                      const std::vector<Paths>& sets) {
  Figure figure{.title = title, .columns = columns_for(sets.size()), .width = 330, .height = 230};
  Extent extent;
  for (const Paths& p : sets) extent.include({p.values.data(), std::size_t(p.values.size())});
  // Panels by steps: GCC 12 frees parts of a nested aggregate twice where a later part throws.
  for (const Paths& p : sets) {
    const Lines lines{.x = Eigen::Map<const Grid>(p.times.data(), 1, Eigen::Index(p.times.size())),
                      .y = p.values,
                      .colour = series_colour(figure.panels.size()),
                      .opacity = 0.5,
                      .width = 0.9};
    Panel panel{.title = p.title};
    panel.x.label = "time t";
    panel.y = {.label = coordinate, .range = extent.range(0.05), .ticks = starts_row(figure)};
    panel.layers.push_back(lines);
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

Figure snapshots(const std::string& title, const std::vector<Cloud>& times) {
  Figure figure = square_panels(title, times);
  figure.width = figure.height = 190;
  for (std::size_t i = 0; i < times.size(); ++i)
    figure.panels[i].layers = {scatter(times[i].points, colours::blue, 0.5)};
  return figure;
}

Figure density_comparison(const std::string& title, const Density& density, const Cloud& points) {
  check_cloud(points);
  const HeatMap exact{density.x, density.y, density.values};
  const HeatMap counted =
      histogram(points.points, density.x, density.y, density.values.rows(), density.values.cols());
  const double highest = nearly_highest({&exact, &counted});
  Figure figure{.title = title, .columns = 2, .width = kSquare, .height = kSquare};
  for (const auto& [words, map] : {std::pair{density.title, exact}, {points.title, counted}})
    figure.panels.push_back({.title = words,
                             .x = {.label = "x₁", .range = density.x},
                             .y = {.label = "x₂", .range = density.y, .ticks = figure.panels.empty()},
                             .colour = {.label = "density",
                                        .range = Interval{0, highest > 0 ? highest : 1},
                                        .ticks = !figure.panels.empty()},
                             .layers = {map}});
  return figure;
}

}  // namespace pont::figures
