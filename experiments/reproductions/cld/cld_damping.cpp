// The reproduction "cld-damping": what the damping of CLD decides, and what it does not.
#include <fmt/format.h>

#include "experiments/figures/gallery.hpp"
#include "experiments/reproductions/cld/exact_sampling.hpp"
#include "experiments/reproductions/cld/toy_report.hpp"
#include "experiments/reproductions/cld/toy_runs.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "experiments/run/devices.hpp"

namespace pont::reproductions::cld {
namespace {

/// A regime with its runs; that of critical damping is the run of cld-toys.
struct TrainedRegime {
  Regime regime;
  ToyModel model;
};

std::vector<TrainedRegime> trained_regimes() {
  const std::vector<std::string> names{"cld_under", toy_models().front().name, "cld_over"};
  std::vector<TrainedRegime> all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Regime& r = damping_regimes()[i];
    all.push_back({r, damped_model(names[i], fmt::format("{}, Γ = {} √M", r.name, r.damping), r.damping)});
  }
  return all;
}

figures::Table exact_table(std::vector<reproduce::Measured>& numbers, Eigen::Index n, ad::Workers& workers) {
  figures::Table table({{"reverse SDE", figures::Align::left},
                        {"score of", figures::Align::left},
                        {"share beyond 5 sigma"},
                        {"standard deviation in a mode"}});
  const auto add = [&](const Regime& r, const sde::LinearSde& score_of, const std::string& words) {
    const ModeStatistics m = damped_samples(r.damping, score_of, n, workers);
    table.add_row({fmt::format("{}, Γ = {} √M", r.name, r.damping), words,
                   figures::with_error(m.outliers.mean, m.outliers.standard_error),
                   figures::with_error(m.deviation.mean, m.deviation.standard_error)});
    return m;
  };
  for (const Regime& r : damping_regimes()) {
    const ModeStatistics m = add(r, toy_cld(r.damping), "its own law");
    numbers.push_back({r.name + ": standard deviation of a mode", "value", m.deviation.mean,
                       figures::significant(m.deviation.mean, 3), m.deviation.standard_error});
    numbers.push_back({r.name + ": outliers", "value", m.outliers.mean,
                       figures::significant(m.outliers.mean, 2), m.outliers.standard_error});
  }
  for (const Regime& r : damping_regimes())
    if (r.damping != critical_damping) {
      const ModeStatistics m =
          add(r, critical_form(r.damping), "the critical closed form at this Γ (a mistake)");
      for (reproduce::Measured& own : numbers)
        if (own.row == r.name + ": outliers") own.foils = {{"the critical closed form", m.outliers.mean}};
      numbers.push_back({r.name + " with the critical closed form: outliers", "value", m.outliers.mean,
                         figures::significant(m.outliers.mean, 2), m.outliers.standard_error});
    }
  return table;
}

ToyResult trained(const reproduce::FinishedRuns& runs, const ToyBudget& budget, const TrainedRegime& regime,
                  const ToyMeasureSettings& settings, ad::Workers& workers) {
  ToyResult result{toy_data().front(), regime.model, {}, {}, {}};
  for (std::int64_t seed = 1; seed <= budget.seeds; ++seed) {
    const kinds::score::TrainedRun run(runs.at(toy_run(budget, result.data, regime.model, seed)));
    if (seed == 1) result.course = toy_course(run, budget.snapshots, budget.steps, settings, workers);
    result.ends.push_back(seed == 1 ? result.course.back() : toy_end(run, budget.steps, settings, workers));
  }
  return result;
}

// Regimes in rows, snapshots in columns: the figure of the lecture notes, with the right kernels.
reproduce::NamedFigure through_training(const reproduce::FinishedRuns& runs, const ToyBudget& budget,
                                        std::int64_t n, ad::Workers& workers) {
  figures::Figure all{.title = "Samples through training", .width = 150, .height = 150};
  for (const TrainedRegime& regime : trained_regimes()) {
    const kinds::score::TrainedRun run(runs.at(toy_run(budget, toy_data().front(), regime.model, 1)));
    std::vector<figures::Cloud> clouds;
    for (const std::int64_t step : budget.snapshots)
      clouds.push_back({regime.regime.name, toy_samples(run, run.snapshot(step), n, workers),
                        fmt::format("step {}", step)});
    clouds.push_back({regime.regime.name, toy_samples(run, run.parameters(), n, workers),
                      fmt::format("step {}", budget.steps)});
    const figures::Figure row = figures::snapshots("", clouds);
    all.columns = static_cast<int>(clouds.size());
    for (figures::Panel panel : row.panels) {
      panel.x.range = panel.y.range = figures::Interval{-1.3, 1.3};
      all.panels.push_back(panel);
    }
  }
  return {
      "through_training",
      "Under-damped, critical, over-damped (from top to bottom): samples by the probability flow after the "
      "same numbers of steps.",
      all};
}

std::vector<std::string> explanation() {
  return {
      "physics: damping decides how fast the process forgets the data (first figure) and how its paths look, "
      "oscillating below Γ = 2 √M; with its own kernel and the exact score every regime gives the same "
      "samples",
      "artefact: figures in which over-damped runs diverge come from using the closed form of the critical "
      "kernel at another Γ, as the last rows of the first table show; lecture notes that print critical "
      "damping as Γ² = 2M instead of 4M have the wrong kernel at their own critical point"};
}

// How far the prior is from the law at T, against Gamma; samples of the diamond in three regimes with the
// exact score, also with the score of a wrong kernel; networks trained in three regimes under one budget.
class CldDamping final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  ToyBudget budget_;
  std::int64_t exact_samples_ = 10'000, likelihood_rows_ = 2'000, samples_ = 1'500;
};

}  // namespace

void CldDamping::declare(config::Visitor& v) {
  budget_.declare(v);
  v.key("exact_samples", exact_samples_, "samples with exact scores",
        {.unit = "points", .range = config::between(10, 1e7)});
  v.key("likelihood_rows", likelihood_rows_, "test points of the likelihood",
        {.unit = "points", .range = config::between(2, 1e8)});
  v.key("samples", samples_, "samples of each network in the figure",
        {.unit = "points", .range = config::between(1, 1e7)});
}

std::vector<reproduce::RunRequest> CldDamping::runs() const {
  std::vector<ToyModel> models;
  for (const TrainedRegime& r : trained_regimes()) models.push_back(r.model);
  return toy_runs(budget_, toy_data().front(), models);
}

reproduce::Outcome CldDamping::compute(const reproduce::Published&,
                                       const reproduce::FinishedRuns& runs) const {
  ad::Workers workers(run::cores());
  reproduce::Outcome outcome;
  outcome.notes = explanation();
  outcome.tables = {{"Exact scores: Euler-Maruyama, quadratic grid, 1000 steps",
                     exact_table(outcome.numbers, exact_samples_, workers)}};
  outcome.notes.push_back(
      fmt::format("by T = 1 the prior is nearest for Γ = {} √M", figures::significant(best_damping(1), 3)));
  std::vector<ToyResult> results;
  for (const TrainedRegime& r : trained_regimes())
    results.push_back(trained(runs, budget_, r, {2000, likelihood_rows_}, workers));
  for (const ToyResult& r : results) {
    const metrics::Estimate nll = over_seeds(r.ends, &ToyMeasure::nll);
    outcome.numbers.push_back({r.model.title + ": NLL above the entropy", "value", nll.mean,
                               seeds_cell(r.ends, &ToyMeasure::nll), nll.standard_error});
  }
  outcome.tables.push_back(toy_table("Networks trained under one budget", results));
  outcome.figures = {
      mixing_figure(), through_training(runs, budget_, samples_, workers),
      toy_course_figure("course", "Loss and likelihood through training, in the three regimes.", results)};
  return outcome;
}

config::Row<reproduce::Reproduction> cld_damping() {
  return config::row<reproduce::Reproduction, CldDamping>(
      "cld-damping", "under-damped, critical and over-damped CLD: mixing, samples, training");
}

}  // namespace pont::reproductions::cld
