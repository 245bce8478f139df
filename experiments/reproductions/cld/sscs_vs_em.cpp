// The reproduction "cld-sscs-vs-em": two samplers of CLD with the exact score, metric by metric.
#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "experiments/figures/figure.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/cld/sampler_comparison.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "experiments/run/devices.hpp"

namespace pont::reproductions::cld {
namespace {

const std::vector<std::int64_t> printed_evaluations{20, 50, 150, 500, 2000};

reproduce::ExtraTable gaussian_table() {
  std::vector<figures::Column> columns{{"evaluations"}};
  for (const ComparedGrid& g : compared_grids())
    for (const ComparedSampler& s : compared_samplers()) columns.push_back({s.name + ", " + g.name});
  figures::Table table(columns);
  for (const std::int64_t n : printed_evaluations) {
    std::vector<std::string> cells{fmt::format("{}", n)};
    for (const ComparedGrid& g : compared_grids())
      for (const ComparedSampler& s : compared_samplers())
        cells.push_back(fmt::format("{:.2e}", gaussian_error(s, grid_of_evaluations(g, s, n))));
    table.add_row(cells);
  }
  return {"Without sampling noise: W2 to data N(0.7071, 0.04²) in one dimension", table};
}

reproduce::NamedFigure gaussian_figure() {
  figures::Figure figure{
      .title = "W2 to Gaussian data, without sampling noise", .columns = 2, .width = 330, .height = 220};
  const std::vector<double> x{10, 14, 20, 28, 40, 56, 80, 113, 160, 226, 320, 453, 640, 905, 1280, 2000};
  for (const ComparedGrid& g : compared_grids()) {
    figures::Panel panel{.title = g.name + " grid",
                         .x = {.label = "evaluations of the score", .scale = figures::Scale::log10},
                         .y = {.label = "W2", .scale = figures::Scale::log10}};
    for (const ComparedSampler& s : compared_samplers())
      panel.layers.push_back(figures::curve(s.name, panel.layers.size(), x, [&](double n) {
        return gaussian_error(s, grid_of_evaluations(g, s, static_cast<std::int64_t>(n)));
      }));
    figure.panels.push_back(panel);
  }
  return {"gaussian",
          "Data N(0.7071, 0.04²) in one dimension, for which every law is Gaussian and known. The noiseless "
          "step from 0.001 to 0 leaves an error that does not vanish with the number of steps.",
          figure};
}

void add_gaussian_numbers(std::vector<reproduce::Measured>& numbers) {
  for (const ComparedSampler& s : compared_samplers())
    for (const std::int64_t n : printed_evaluations) {
      const double w2 = gaussian_error(s, grid_of_evaluations(compared_grids().at(1), s, n));
      numbers.push_back({fmt::format("W2, {}, {}", s.name, n), "value", w2, fmt::format("{:.2e}", w2), 0});
    }
}

void add_sampled_numbers(const std::vector<ComparedRun>& runs, std::vector<reproduce::Measured>& numbers) {
  for (const ComparedRun& r : runs) {
    const std::string where = fmt::format("{} grid, {}, {}", compared_grids()[r.grid].name,
                                          compared_samplers()[r.sampler].name, r.evaluations);
    for (const ComparedMetric& m : compared_metrics()) {
      const metrics::Estimate e = m.value(r);
      numbers.push_back(
          {m.name + ", " + where, "value", e.mean, figures::significant(e.mean, 3), e.standard_error});
      if (m.name == compared_metrics()[0].name)
        numbers.back().foils = {
            {"samples of the data itself", std::exp(-12.5)}};  // beyond 5 sigma in the plane
    }
  }
}

// Euler-Maruyama, SSCS as published and SSCS of second order, on uniform and quadratic grids, on the
// diamond: share of samples beyond 5 sigma, standard deviation of a mode, sliced W2; and the same without
// sampling noise for Gaussian data in one dimension.
class SscsVsEm final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::int64_t samples_ = 10'000, repetitions_ = 4, seed_ = 1;
  std::vector<std::int64_t> evaluations_{20, 50, 100, 200, 275, 500, 1000, 2000};
};

}  // namespace

void SscsVsEm::declare(config::Visitor& v) {
  v.key("samples", samples_, "samples of each sampler",
        {.unit = "points", .range = config::between(10, 1e7)});
  v.key("repetitions", repetitions_, "disjoint parts of the samples whose sliced W2 is measured",
        {.range = config::between(2, 1000)});
  v.key("evaluations", evaluations_, "numbers of evaluations to compare at",
        {.range = config::at_least(2), .length = config::at_least(1)});
  v.key("seed", seed_, "names all noise", {.range = config::at_least(0)});
}

reproduce::Outcome SscsVsEm::compute(const reproduce::Published&, const reproduce::FinishedRuns&) const {
  ad::Workers workers(run::cores());
  const std::vector<ComparedRun> runs = compare_samplers(
      evaluations_, samples_, repetitions_, ad::Key::root(static_cast<std::uint64_t>(seed_)), workers);
  reproduce::Outcome outcome;
  outcome.notes = conclusions(runs);
  add_gaussian_numbers(outcome.numbers);
  add_sampled_numbers(runs, outcome.numbers);
  outcome.tables = comparison_tables(runs);
  outcome.tables.push_back(gaussian_table());
  outcome.figures = {comparison_figure(runs), gaussian_figure()};
  return outcome;
}

config::Row<reproduce::Reproduction> sscs_vs_em() {
  return config::row<reproduce::Reproduction, SscsVsEm>(
      "cld-sscs-vs-em", "two samplers of CLD with the exact score, metric by metric");
}

}  // namespace pont::reproductions::cld
