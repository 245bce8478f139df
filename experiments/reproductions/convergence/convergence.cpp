// Total variation of the reverse Ornstein-Uhlenbeck chain to the data, and its figures.
#include "experiments/reproductions/convergence/convergence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/figures/figure.hpp"
#include "sde/chain_law.hpp"
#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "sde/samplers/explicit.hpp"

namespace pont::reproductions::convergence {

// Chains from two starts on a line fine enough for their steps.

namespace {

// Largest |m'| of a step of length `step` down to t = 0, the steepest of the chain: m' = 1 + step (alpha + 2
// s').
double slope(double alpha, double step, sde::MixtureScore& score) {
  const sde::Batch x = sde::Line{-6, 6, 601}.nodes();
  sde::Batch s;
  Eigen::VectorXd derivative;
  score.probe(x, step, sde::Batch::Ones(x.rows(), 1), s, derivative);
  return (1 + step * (alpha + 2 * derivative.array())).abs().maxCoeff();
}

// Nine standard deviations of the widest law on the way.
sde::Line line_for(const sde::LinearSde& sde, const sde::Mixture& data, double spacing) {
  const double widest = std::max(sde.prior(0, 0), 1 + 2 * (sde.A(0, 0) == 0 ? sde.T : 0.0));
  const double reach = data.means.abs().maxCoeff() + 9 * std::sqrt(widest);
  return {-reach, reach, static_cast<Eigen::Index>(std::ceil(2 * reach / spacing)) + 1};
}

}  // namespace

namespace {

// What the theorem starts from: the stationary law, where there is one.
sde::LineDensity start_density(sde::LinearSde sde) {
  if (sde.stationary) sde.prior = *sde.stationary;
  return sde::prior_density(sde);
}

}  // namespace

sde::Mixture convergence_data() {
  sde::Mixture data{Eigen::ArrayXd(2), Eigen::ArrayXXd(2, 1), Eigen::ArrayXXd(2, 1)};
  data.weights << 0.3, 0.7;
  data.means << -1, 1.2;
  data.variances << 0.16, 0.25;
  return data;
}

ChainError chain_error(double alpha, double T, double step, double resolution) {
  const sde::LinearSde sde = sde::ou(alpha, T);
  const sde::Mixture data = convergence_data();
  sde::MixtureScore score(sde, data);
  const double width = std::sqrt(2 * step);
  const sde::Line line = line_for(sde, data, width / (resolution * std::max(1.0, slope(alpha, step, score))));
  const std::vector<double> grid = sde::uniform_grid(T, 0, static_cast<int>(std::lround(T / step)));
  const auto chain = [&](const sde::LineDensity& start) {
    return sde::chain_law(sde::EulerMaruyama(), sde::Reverse(sde, 1), score, grid, start, line);
  };
  const sde::SmoothedLaw from_prior = chain(start_density(sde)),
                         from_marginal = chain(sde::marginal_density(sde, data, T));
  const sde::LineDensity exact = sde::marginal_density(sde, data, 0);
  return {sde::total_variation(from_prior, exact, line),
          sde::total_variation(from_prior, from_marginal, line),
          sde::total_variation(from_marginal, exact, line)};
}

ChainErrors chain_errors(double alpha, const std::vector<double>& horizons,
                         const std::vector<double>& steps) {
  ChainErrors errors{alpha, horizons, steps, {}};
  for (const double T : horizons) {
    errors.at.emplace_back();
    for (const double step : steps) errors.at.back().push_back(chain_error(alpha, T, step));
  }
  return errors;
}

double ChainErrors::decay(std::size_t i) const {
  const double fall = std::log(at[i - 1].back().start / at[i].back().start);
  return fall / (alpha > 0 ? horizons[i] - horizons[i - 1] : std::log(horizons[i] / horizons[i - 1]));
}

double ChainErrors::bound_decay() const { return alpha > 0 ? std::sqrt(alpha) : 0.5; }

double ChainErrors::order(std::size_t i, std::size_t j) const {
  return std::log(at[i][j - 1].discretisation / at[i][j].discretisation) / std::log(steps[j - 1] / steps[j]);
}

// Panels of curves for each alpha.

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
