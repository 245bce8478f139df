// The reproduction "sampler-orders".
#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "experiments/reproduce/reproduction.hpp"
#include "sde/models.hpp"
#include "sde/sampler_law.hpp"

namespace pont::reproductions {
namespace {

constexpr const char* no_number = "-";  // a cell where the sampler does not apply
constexpr double smallest_drawn = 1e-10;

struct Equation {
  std::string column;
  sde::LinearSde sde;
};
std::vector<Equation> equations() {
  return {{"VP", sde::vp(sde::affine_clock(0.1, 20))},
          {"VE", sde::ve(0.01, 5)},
          {"CLD", sde::cld(sde::constant_clock(4), 0.25, 1, 0.04)}};
}

reproduce::Measured measured(const sde::SamplerRow& row, const Equation& e) {
  if (!row.accepts(e.sde)) return {row.name, e.column, NAN, no_number};
  const double order = sde::measured_order(row, e.sde);
  return {row.name, e.column, order, fmt::format("{:.2f}", order)};
}

// The error of one sampler against the number of steps, as far as it is drawn.
figures::Lines error_curve(const sde::SamplerRow& row, const Equation& e) {
  std::vector<double> steps, errors;
  for (int n = 25; n <= 1600; n *= 2) {
    const double error = sde::law_error(row, e.sde, n);
    if (!(error > smallest_drawn && error < 10)) continue;
    steps.push_back(n), errors.push_back(error);
  }
  const auto n = static_cast<Eigen::Index>(steps.size());
  return {.x = Eigen::Map<const figures::Grid>(steps.data(), 1, n),
          .y = Eigen::Map<const figures::Grid>(errors.data(), 1, n),
          .opacity = 0.8,
          .width = 1.2};
}

// One panel for each equation; the colour is the advertised order. The first one has ticks and legend.
figures::Panel error_panel(const Equation& e, bool first) {
  figures::Panel panel{
      .title = e.column,
      .x = {.label = "steps", .range = figures::Interval{20, 2000}, .scale = figures::Scale::log10},
      .y = {.label = "error at t = .05",
            .range = figures::Interval{smallest_drawn, 10},
            .scale = figures::Scale::log10,
            .ticks = first},
      .legend = figures::Corner::bottom_left};
  for (int order = 1; order <= 4; ++order) {
    bool named = !first;
    for (const sde::SamplerRow& row : sde::samplers()) {
      if (row.order != order || !row.accepts(e.sde)) continue;
      figures::Lines line = error_curve(row, e);
      line.colour = figures::series_colour(static_cast<std::size_t>(order) - 1);
      if (!std::exchange(named, true)) line.label = fmt::format("order {}", order);
      panel.layers.push_back(line);
    }
  }
  return panel;
}

reproduce::NamedFigure error_figure() {
  figures::Figure figure{.title = "Errors of all samplers on Gaussian data, started from the exact law",
                         .columns = 3,
                         .width = 270,
                         .height = 250};
  for (const Equation& e : equations()) {
    const std::size_t n = figure.panels.size();
    figure.panels.push_back(error_panel(e, n == 0));
  }
  return {"errors",
          "Each line is one sampler of the table on one equation; its slope is the order, its colour the "
          "advertised one.",
          figure};
}

reproduce::ExtraTable sampler_table() {
  figures::Table table({{"sampler", figures::Align::left},
                        {"solves", figures::Align::left},
                        {"order"},
                        {"evaluations per step"},
                        {"source", figures::Align::left}});
  for (const sde::SamplerRow& row : sde::samplers())
    table.add_row({row.name, row.solves, row.order ? fmt::format("{}", *row.order) : no_number,
                   row.evaluations ? fmt::format("{}", *row.evaluations) : "by tolerance", row.source});
  return {"The table of samplers", table};
}

// The order of every sampler of the table on VP, VE and CLD, measured on exact Gaussian laws, beside the one
// its source advertises. No keys.
class SamplerOrders final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override {}
  std::vector<reproduce::PublishedRow> stated_rows() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
};

}  // namespace

std::vector<reproduce::PublishedRow> SamplerOrders::stated_rows() const {
  std::vector<reproduce::PublishedRow> rows;
  for (const sde::SamplerRow& row : sde::samplers()) {
    if (!row.order) continue;
    reproduce::PublishedRow& stated = rows.emplace_back();
    stated.name = row.name;
    for (const Equation& e : equations())
      stated.cells.push_back(row.accepts(e.sde) ? fmt::format("{}", *row.order) : no_number);
  }
  return rows;
}

reproduce::Outcome SamplerOrders::compute(const reproduce::Published&, const reproduce::FinishedRuns&) const {
  reproduce::Outcome outcome;
  outcome.notes = {
      "data N(.7, .36), uniform grid from T = 1 to .05, started from the exact law: each step maps a "
      "Gaussian to a Gaussian, so errors are computed, not estimated",
      "VP: beta from .1 to 20; VE: sigma from .01 to 5; CLD: beta 4, mass 1/4, critically damped, gamma .04",
      "- where a sampler needs one block of coordinates or noise in all; runge_kutta_45, predictor_corrector "
      "and annealed_langevin have no order in the step"};
  for (const sde::SamplerRow& row : sde::samplers())
    if (row.order)
      for (const Equation& e : equations()) outcome.numbers.push_back(measured(row, e));
  outcome.figures = {error_figure()};
  outcome.tables = {sampler_table()};
  return outcome;
}

config::Row<reproduce::Reproduction> sampler_orders() {
  return config::row<reproduce::Reproduction, SamplerOrders>(
      "sampler-orders", "the order of every sampler on VP, VE and CLD, from exact laws");
}

}  // namespace pont::reproductions
