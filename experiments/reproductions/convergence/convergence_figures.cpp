// Panels of curves for each alpha.
#include "experiments/reproductions/convergence/convergence_figures.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/figures/curves.hpp"

namespace pont::reproductions::convergence {
namespace {

constexpr double kWidth = 330, kHeight = 220;  // pixels of a panel

std::string named(double alpha) { return "α = " + config::format_number(alpha); }

// One line through the points (x_i, y(i)).
template <class Y>
figures::Lines points(const std::vector<double>& x, const Y& y, const std::string& label,
                      figures::Colour colour) {
  figures::Grid values(1, static_cast<Eigen::Index>(x.size()));
  for (std::size_t i = 0; i < x.size(); ++i) values(static_cast<Eigen::Index>(i)) = y(i);
  return {.x = Eigen::Map<const figures::Grid>(x.data(), 1, values.cols()),
          .y = values,
          .label = label,
          .colour = colour};
}

// The bound's first term through the measured error of the start at the first horizon.
figures::Lines bound_in_horizon(const ChainErrors& e) {
  const auto shape = [&](double T) {
    return e.alpha > 0 ? std::exp(-std::sqrt(e.alpha) * T) : 1 / T + 1 / std::sqrt(T);
  };
  const double scale = e.at[0].back().start / shape(e.horizons[0]);
  return points(
      e.horizons, [&](std::size_t i) { return scale * shape(e.horizons[i]); },
      e.alpha > 0 ? "exp(−√α T)" : "1/T + 1/√T", figures::colours::dark);
}

figures::Panel horizon_panel(const ChainErrors& e) {
  figures::Panel panel{
      .title = named(e.alpha),
      .x = {.label = "horizon T", .scale = e.alpha > 0 ? figures::Scale::linear : figures::Scale::log10},
      .y = {.label = "total variation", .range = figures::Interval{1e-7, 2}, .scale = figures::Scale::log10},
      .legend = figures::Corner::bottom_left};
  for (std::size_t j = 0; j < e.steps.size(); j += 2)
    panel.layers.push_back(points(
        e.horizons, [&](std::size_t i) { return e.at[i][j].total; },
        "step " + config::format_number(e.steps[j]), figures::series_colour(j / 2)));
  panel.layers.push_back(points(
      e.horizons, [&](std::size_t i) { return e.at[i].back().start; }, "start alone",
      figures::series_colour(panel.layers.size())));
  panel.layers.push_back(bound_in_horizon(e));
  return panel;
}

// sqrt(step) through the discretisation error at the largest step.
figures::Lines bound_in_step(const ChainErrors& e, std::size_t horizon) {
  const double scale = e.at[horizon][0].discretisation / std::sqrt(e.steps[0]);
  return points(
      e.steps, [&](std::size_t j) { return scale * std::sqrt(e.steps[j]); }, "√step", figures::colours::dark);
}

figures::Panel step_panel(const ChainErrors& e) {
  figures::Panel panel{.title = named(e.alpha),
                       .x = {.label = "step", .scale = figures::Scale::log10},
                       .y = {.label = "total variation",
                             .range = figures::Interval{1e-3, 0.5},
                             .scale = figures::Scale::log10},
                       .legend = figures::Corner::bottom_right};
  const std::size_t middle = e.horizons.size() / 2;
  for (const std::size_t i : {std::size_t{1}, middle})
    panel.layers.push_back(points(
        e.steps, [&](std::size_t j) { return e.at[i][j].total; },
        fmt::format("from the prior, T = {}", config::format_number(e.horizons[i])),
        figures::series_colour(panel.layers.size())));
  panel.layers.push_back(points(
      e.steps, [&](std::size_t j) { return e.at[middle][j].discretisation; }, "from the law at T",
      figures::series_colour(panel.layers.size())));
  panel.layers.push_back(bound_in_step(e, middle));
  return panel;
}

template <class MakePanel>
figures::Figure one_panel_each(const std::string& title, const std::vector<ChainErrors>& all,
                               const MakePanel& make) {
  figures::Figure figure{.title = title, .columns = 2, .width = kWidth, .height = kHeight};
  for (const ChainErrors& e : all) figure.panels.push_back(make(e));
  return figure;
}

}  // namespace

std::vector<reproduce::NamedFigure> convergence_figures(const std::vector<ChainErrors>& all) {
  return {
      {"horizon",
       "Total variation between the chain's end and the data against T, for three steps; the part that the "
       "start adds; and the bound's first term, through its first point. The steps leave a floor: the "
       "bound's factor exp(D T) does not show.",
       one_panel_each("Total variation against the horizon", all, horizon_panel)},
      {"step",
       "The same against the step, for two horizons. From the law of x at T only the discretisation is "
       "left: first order, where the bound has √step (drawn through the coarsest step).",
       one_panel_each("Total variation against the step", all, step_panel)}};
}

}  // namespace pont::reproductions::convergence
