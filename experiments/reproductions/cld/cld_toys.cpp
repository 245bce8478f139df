// The reproduction "cld-toys": CLD and VP learn two toy laws under one budget, beside what is exactly known.
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "experiments/kinds/registry.hpp"
#include "experiments/reproductions/cld/toy_report.hpp"
#include "experiments/reproductions/cld/toy_runs.hpp"
#include "experiments/run/devices.hpp"

namespace pont::reproductions::cld {
namespace {

// The course is measured on the first seed, the end on all.
ToyResult measured(const reproduce::FinishedRuns& runs, const ToyBudget& budget, const ToyData& data,
                   const ToyModel& model, const ToyMeasureSettings& settings, std::int64_t samples,
                   ad::Workers& workers) {
  ToyResult result{data, model, {}, {}, {}};
  for (std::int64_t seed = 1; seed <= budget.seeds; ++seed) {
    const kinds::score::TrainedRun run(runs.at(toy_run(budget, data, model, seed)));
    if (seed == 1) {
      result.course = toy_course(run, budget.snapshots, budget.steps, settings, workers);
      result.ends = {result.course.back()};
      result.samples = toy_samples(run, run.parameters(), samples, workers);
    } else {
      result.ends.push_back(toy_end(run, budget.steps, settings, workers));
    }
  }
  return result;
}

const ToyResult& find(const std::vector<ToyResult>& results, const std::string& data,
                      const std::string& model) {
  for (const ToyResult& r : results)
    if (r.data.key == data && r.model.name == model) return r;
  throw std::logic_error("cld-toys: no result of " + model + " on " + data);
}

reproduce::Measured number(const std::string& row, const metrics::Estimate& e,
                           const std::vector<reproduce::Foil>& foils = {}) {
  return {row, "value", e.mean, figures::with_error(e.mean, e.standard_error), e.standard_error, foils};
}

const std::string gaussian = "the Gaussian with the moments of the data";

// Diamond and multi swiss roll with the published network: loss beside the Bayes loss and negative
// log-likelihood beside the entropy along training, and samples; the spread over seeds.
class CldToys final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  ToyBudget budget_;
  std::int64_t loss_rows_ = 10'000, likelihood_rows_ = 2'000, samples_ = 2'000;
};

}  // namespace

void CldToys::declare(config::Visitor& v) {
  budget_.declare(v);
  v.key("loss_rows", loss_rows_, "test draws of the loss",
        {.unit = "rows", .range = config::between(2, 1e8)});
  v.key("likelihood_rows", likelihood_rows_, "test points of the likelihood",
        {.unit = "points", .range = config::between(2, 1e8)});
  v.key("samples", samples_, "samples of each model", {.unit = "points", .range = config::between(1, 1e7)});
}

std::vector<reproduce::RunRequest> CldToys::runs() const {
  std::vector<reproduce::RunRequest> all;
  for (const ToyData& data : toy_data())
    for (reproduce::RunRequest& run : toy_runs(budget_, data, toy_models())) all.push_back(std::move(run));
  return all;
}

std::vector<reproduce::UsedSettings> CldToys::settings() const {
  std::vector<reproduce::UsedSettings> all;
  for (const ToyModel& model : toy_models())
    all.push_back(reproduce::settings_of_run(kinds::experiment_kinds(), model.title,
                                             toy_run(budget_, toy_data().front(), model, 1)));
  return all;
}

reproduce::Outcome CldToys::compute(const reproduce::Published&, const reproduce::FinishedRuns& runs) const {
  ad::Workers workers(run::cores());
  const ToyMeasureSettings settings{loss_rows_, likelihood_rows_};
  std::vector<ToyResult> results;
  reproduce::Outcome outcome;
  for (const ToyData& data : toy_data()) {
    const std::size_t first = results.size();
    for (const ToyModel& model : toy_models())
      results.push_back(measured(runs, budget_, data, model, settings, samples_, workers));
    const kinds::score::TrainedRun any(runs.at(toy_run(budget_, data, toy_models().front(), 1)));
    outcome.figures.push_back(toy_sample_figure(
        "samples_" + data.key, data::sample(*any.model().data, ad::Key::root(1) / "figure", samples_),
        {results.begin() + static_cast<std::ptrdiff_t>(first), results.end()}));
  }
  const metrics::Estimate mixed = over_seeds(find(results, "diamond", "cld_mixed").ends, &ToyMeasure::nll);
  const kinds::score::TrainedRun roll(runs.at(toy_run(budget_, toy_data()[1], toy_models()[2], 1))),
      diamond(runs.at(toy_run(budget_, toy_data()[0], toy_models()[0], 1)));
  const std::int64_t many = 20 * loss_rows_;
  const double diamond_nll = gaussian_nll(diamond, loss_rows_, settings.seed),
               roll_loss = gaussian_loss(roll, many, settings.seed);
  outcome.numbers = {
      number("diamond, CLD mixed: NLL above the entropy", mixed, {{gaussian, diamond_nll}}),
      number("diamond: NLL of CLD plain - CLD mixed",
             metrics::difference(over_seeds(find(results, "diamond", "cld_plain").ends, &ToyMeasure::nll),
                                 mixed)),
      number("multi swiss roll, VP: loss", published_loss(roll, many, settings.seed),
             {{gaussian, roll_loss}})};
  outcome.notes = {
      fmt::format("{} optimiser steps, {} seed(s); losses and likelihoods on the same test draws for all "
                  "models of a data set; differences to the floor are taken draw by draw",
                  budget_.steps, budget_.seeds),
      "likelihoods of CLD are the upper bound on the NLL through (x, v)",
      fmt::format("what {} scores: on the diamond NLL {} above the entropy, on the multi swiss roll the loss "
                  "{} of VP; a rule that it meets says little",
                  gaussian, figures::significant(diamond_nll, 3), figures::significant(roll_loss, 4))};
  outcome.tables = {toy_table("After training", results)};
  outcome.figures.insert(
      outcome.figures.begin(),
      toy_course_figure("course", "The loss settles early; the likelihood tells networks apart.", results));
  return outcome;
}

config::Row<reproduce::Reproduction> cld_toys() {
  return config::row<reproduce::Reproduction, CldToys>(
      "cld-toys", "CLD and VP learn two toy laws, beside entropy and Bayes loss");
}

}  // namespace pont::reproductions::cld
