// Samplers of CLD compared: on Gaussian data without sampling, and on samples of the diamond.
#include "experiments/reproductions/cld/sampler_comparison.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "experiments/reproductions/cld/toys.hpp"
#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/sampler_law.hpp"
#include "sde/samplers/explicit.hpp"
#include "sde/samplers/symmetric_splitting.hpp"

namespace pont::reproductions::cld {

// The three samplers, the two grids, and the recursion of Gaussian laws.

const std::vector<ComparedSampler>& compared_samplers() {
  static const sde::EulerMaruyama em;
  static const sde::SymmetricSplitting sscs;
  static const sde::MidpointSplitting midpoint;
  static const std::vector<ComparedSampler> rows{
      {"EM", 1, em}, {"SSCS", 1, sscs}, {"SSCS, midpoint", 2, midpoint}};
  return rows;
}

const std::vector<ComparedGrid>& compared_grids() {
  static const std::vector<ComparedGrid> rows{{"uniform", sde::uniform_grid},
                                              {"quadratic", sde::quadratic_grid}};
  return rows;
}

std::vector<double> grid_of_evaluations(const ComparedGrid& grid, const ComparedSampler& sampler,
                                        std::int64_t evaluations) {
  constexpr double T = 1, eps = 1e-3;
  return grid.make(T, eps, std::max(1, (static_cast<int>(evaluations) - 1) / sampler.cost));
}

double gaussian_error(const ComparedSampler& sampler, const std::vector<double>& grid) {
  constexpr double mean = 0.7071;
  const sde::Reverse reverse(toy_cld(), 1);
  sde::GaussianScore score(reverse.sde(), Eigen::VectorXd::Constant(1, mean),
                           Eigen::MatrixXd::Constant(1, 1, diamond_sigma * diamond_sigma));
  sde::GaussianLaw law{Eigen::VectorXd::Zero(reverse.sde().k()), reverse.sde().prior};
  for (std::size_t i = 0; i + 1 < grid.size(); ++i)
    sde::push(sampler.sampler, reverse, score, grid[i], grid[i + 1], law);
  const sde::GaussianLaw end = sde::denoised(reverse, score, grid.back(), law);
  return std::hypot(end.mean(0) - mean, std::sqrt(end.covariance(0, 0)) - diamond_sigma);
}

// Runs of every sampler on every grid, and their comparison.

namespace {

double itself(double value) { return value; }
double off_width(double value) { return std::abs(value - diamond_sigma); }

// SSCS less EM in badness, and its standard error.
metrics::Estimate difference(const ComparedMetric& metric, const ComparedRun& em, const ComparedRun& sscs) {
  const metrics::Estimate a = metric.value(em), b = metric.value(sscs);
  return {metric.badness(b.mean) - metric.badness(a.mean), std::hypot(a.standard_error, b.standard_error), 1};
}

std::string listed(const std::vector<std::int64_t>& n) {
  return n.empty() ? "nowhere" : fmt::format("at N = {}", fmt::join(n, ", "));
}

// A quarter beyond the runs on both sides.
figures::Interval evaluation_range(const std::vector<ComparedRun>& runs) {
  const auto [least, most] = std::minmax_element(
      runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.evaluations < b.evaluations; });
  return {static_cast<double>(least->evaluations) / 1.25, static_cast<double>(most->evaluations) * 1.25};
}

std::string conclusion(const std::vector<ComparedRun>& runs, const ComparedMetric& metric,
                       const std::string& grid) {
  std::vector<std::int64_t> better, worse;
  for (const ComparedRun& em : runs) {
    if (compared_grids()[em.grid].name != grid || compared_samplers()[em.sampler].name != "EM") continue;
    const metrics::Estimate d = difference(metric, em, run_of(runs, grid, "SSCS", em.evaluations));
    if (std::abs(d.mean) <= 2 * d.standard_error) continue;
    (d.mean < 0 ? better : worse).push_back(em.evaluations);
  }
  return fmt::format("{}, {} grid: SSCS is better than EM {}, worse {}", metric.name, grid, listed(better),
                     listed(worse));
}

}  // namespace

const std::vector<ComparedMetric>& compared_metrics() {
  static const std::vector<ComparedMetric> rows{
      {"outliers", "share beyond 5 sigma", [](const ComparedRun& r) { return r.modes.outliers; }, itself, 0},
      {"width of a mode", "standard deviation in a mode",
       [](const ComparedRun& r) { return r.modes.deviation; }, off_width, diamond_sigma},
      {"sliced W2", "sliced W2 to data", [](const ComparedRun& r) { return r.sliced; }, itself, 0}};
  return rows;
}

std::vector<ComparedRun> compare_samplers(const std::vector<std::int64_t>& evaluations, Eigen::Index samples,
                                          Eigen::Index repetitions, ad::Key key, ad::Workers& workers) {
  const sde::LinearSde sde = toy_cld();
  std::vector<ComparedRun> runs;
  for (std::size_t g = 0; g < compared_grids().size(); ++g)
    for (std::size_t s = 0; s < compared_samplers().size(); ++s)
      for (const std::int64_t n : evaluations) {
        const ComparedSampler& sampler = compared_samplers()[s];
        const ExactPlan plan{sde, sde, sampler.sampler, 1,
                             grid_of_evaluations(compared_grids()[g], sampler, n)};
        const ad::Key own = key / compared_grids()[g].name / sampler.name / static_cast<std::uint64_t>(n);
        const metrics::Points x = exact_samples(plan, own, samples, workers);
        runs.push_back({g, s, n, mode_statistics(x), sliced_to_data(x, key / "sliced", repetitions)});
      }
  return runs;
}

const ComparedRun& run_of(const std::vector<ComparedRun>& runs, const std::string& grid,
                          const std::string& sampler, std::int64_t evaluations) {
  for (const ComparedRun& r : runs)
    if (compared_grids()[r.grid].name == grid && compared_samplers()[r.sampler].name == sampler &&
        r.evaluations == evaluations)
      return r;
  throw std::logic_error(
      fmt::format("no run of {} on the {} grid with {} evaluations", sampler, grid, evaluations));
}

std::vector<std::string> conclusions(const std::vector<ComparedRun>& runs) {
  std::vector<std::string> sentences;
  for (const ComparedMetric& m : compared_metrics())
    for (const ComparedGrid& g : compared_grids()) sentences.push_back(conclusion(runs, m, g.name));
  return sentences;
}

std::vector<reproduce::ExtraTable> comparison_tables(const std::vector<ComparedRun>& runs) {
  std::vector<reproduce::ExtraTable> tables;
  for (std::size_t g = 0; g < compared_grids().size(); ++g) {
    std::vector<figures::Column> columns{{"sampler", figures::Align::left}, {"evaluations"}};
    for (const ComparedMetric& m : compared_metrics()) columns.push_back({m.axis});
    figures::Table table(columns);
    for (const ComparedRun& r : runs) {
      if (r.grid != g) continue;
      std::vector<std::string> cells{compared_samplers()[r.sampler].name, fmt::format("{}", r.evaluations)};
      for (const ComparedMetric& m : compared_metrics())
        cells.push_back(figures::with_error(m.value(r).mean, m.value(r).standard_error));
      table.add_row(cells);
    }
    tables.push_back({compared_grids()[g].name + " grid", table});
  }
  return tables;
}

reproduce::NamedFigure comparison_figure(const std::vector<ComparedRun>& runs) {
  figures::Figure figure{.title = "CLD with the exact score on the diamond: samplers of the reverse SDE",
                         .columns = static_cast<int>(compared_metrics().size()),
                         .width = 250,
                         .height = 200};
  for (std::size_t g = 0; g < compared_grids().size(); ++g)
    for (const ComparedMetric& m : compared_metrics()) {
      figures::Panel panel{.title = m.name,
                           .note = compared_grids()[g].name + " grid",
                           .x = {.label = "evaluations of the score",
                                 .range = evaluation_range(runs),
                                 .scale = figures::Scale::log10},
                           .y = {.label = m.axis, .scale = figures::Scale::log10}};
      if (m.floor > 0) panel.layers.push_back(figures::Reference{m.floor, "of the data"});
      for (std::size_t s = 0; s < compared_samplers().size(); ++s) {
        std::vector<double> x, y;
        for (const ComparedRun& r : runs)
          if (r.grid == g && r.sampler == s) {
            x.push_back(static_cast<double>(r.evaluations));
            y.push_back(m.value(r).mean);
          }
        if (!x.empty())
          panel.layers.push_back(
              figures::Lines{.x = Eigen::Map<const figures::Grid>(x.data(), 1, Eigen::Index(x.size())),
                             .y = Eigen::Map<const figures::Grid>(y.data(), 1, Eigen::Index(y.size())),
                             .label = figure.panels.empty() ? compared_samplers()[s].name : "",
                             .colour = figures::series_colour(s)});
      }
      figure.panels.push_back(panel);
    }
  return {"comparison",
          "Three metrics against the number of evaluations. The samplers start from the prior and end with a "
          "noiseless step from 0.001 to 0. A triangle at the lower edge: 0 from there on.",
          figure};
}

}  // namespace pont::reproductions::cld
