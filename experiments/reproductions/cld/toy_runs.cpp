// Runs of the toy experiments, and what is measured on their networks.
#include "experiments/reproductions/cld/toy_runs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>

#include "experiments/data/known_law.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "losses/evaluation.hpp"
#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/adaptive_runge_kutta.hpp"

namespace pont::reproductions::cld {

// Overrides, and the names of run directories.

namespace {

struct ToyCells final {
  std::vector<ToyModel> models;
  void declare(config::Visitor& v) { v.list("models", models, "ways to learn the score"); }
};

}  // namespace

const std::vector<ToyModel>& toy_models() {
  static const std::vector<ToyModel> rows = reproduce::load_cells<ToyCells>("cld_toys").models;
  return rows;
}

ToyModel damped_model(const std::string& name, const std::string& title, double damping) {
  return {name,
          title,
          toy_models().front().config,
          {fmt::format("sde.damping_ratio={}", damping / critical_damping)}};
}

const std::vector<ToyData>& toy_data() {
  static const std::vector<ToyData> rows{{"diamond", "diamond"}, {"multi_swiss_roll", "multi swiss roll"}};
  return rows;
}

void ToyBudget::declare(config::Visitor& v) {
  v.key("steps", steps, "optimiser steps of each training",
        {.unit = "steps", .range = config::between(1, 1e9)});
  v.key("seeds", seeds, "trainings of each model", {.range = config::between(1, 1000)});
  v.key("snapshots", snapshots, "steps after which the network is looked at",
        {.unit = "steps", .range = config::at_least(1)});
}

reproduce::RunRequest toy_run(const ToyBudget& budget, const ToyData& data, const ToyModel& model,
                              std::int64_t seed) {
  reproduce::RunRequest run{
      fmt::format("{}_{}_{}", data.key, model.name, seed),
      model.config,
      {"data.type=" + data.key, fmt::format("seed={}", seed), fmt::format("train.steps={}", budget.steps),
       fmt::format("train.snapshots=[{}]", fmt::join(budget.snapshots, ", "))},
      reproduce::Place::shared};
  run.overrides.insert(run.overrides.end(), model.overrides.begin(), model.overrides.end());
  return run;
}

std::vector<reproduce::RunRequest> toy_runs(const ToyBudget& budget, const ToyData& data,
                                            const std::vector<ToyModel>& models) {
  std::vector<reproduce::RunRequest> all;
  for (const ToyModel& model : models)
    for (std::int64_t seed = 1; seed <= budget.seeds; ++seed)
      all.push_back(toy_run(budget, data, model, seed));
  return all;
}

// The published objective on the regression that a network was trained for.

namespace {

constexpr ad::i64 chunk = 100;

losses::Denoising published_objective(const kinds::score::ScoreModel& model) {
  const losses::Regression& regression = model.objective.regression();
  return {regression, losses::weighting("inverse_ell_squared"),
          losses::time_sampling("uniform", regression, 1e-5)};
}

struct LossDraws {
  ad::Tensor x;
  losses::Sampling sampling;
};

LossDraws loss_draws(const kinds::score::ScoreModel& model, std::int64_t rows, std::uint64_t seed) {
  const ad::Key key = ad::Key::root(seed) / "published loss";
  const metrics::Points x = data::sample(*model.data, key / "data", rows);
  ad::Tensor floats({x.rows(), x.cols()}, ad::Dtype::f32);
  for (Eigen::Index i = 0; i < x.size(); ++i)
    floats.data<float>()[static_cast<std::size_t>(i)] = static_cast<float>(x.data()[i]);
  return {floats, {key / "objective"}};
}

sde::Mixture law_of(const kinds::score::ScoreModel& model) {
  if (auto law = model.data->exact()) return *law;
  throw std::invalid_argument("toy measures: the law of the data is unknown");
}

sde::Mixture gaussian_of(const sde::Mixture& law) {
  const sde::Gaussian moments = sde::moments(law);
  return sde::gaussian(moments.mean, moments.covariance);
}

ToyMeasure measure(const kinds::score::TrainedRun& run, const ad::Tensor& parameters, std::int64_t step,
                   const ToyMeasureSettings& settings, ad::Workers& workers) {
  const kinds::score::TrainedScore trained{run.model(), parameters, workers, chunk};
  const ad::Key key = ad::Key::root(settings.seed) / "measure";
  kinds::score::EvaluationSettings how;
  how.loss_rows = settings.loss_rows;
  how.likelihood_rows = settings.likelihood_rows;
  return {step, kinds::score::evaluate_loss(trained, published_objective(run.model()), how, key / "loss"),
          kinds::score::evaluate_likelihood(trained, how, key / "likelihood")};
}

}  // namespace

std::vector<ToyMeasure> toy_course(const kinds::score::TrainedRun& run,
                                   const std::vector<std::int64_t>& snapshots, std::int64_t steps,
                                   const ToyMeasureSettings& settings, ad::Workers& workers) {
  std::vector<ToyMeasure> course;
  for (const std::int64_t step : snapshots)
    course.push_back(measure(run, run.snapshot(step), step, settings, workers));
  course.push_back(toy_end(run, steps, settings, workers));
  return course;
}

ToyMeasure toy_end(const kinds::score::TrainedRun& run, std::int64_t steps,
                   const ToyMeasureSettings& settings, ad::Workers& workers) {
  return measure(run, run.parameters(), steps, settings, workers);
}

metrics::Estimate published_loss(const kinds::score::TrainedRun& run, std::int64_t rows, std::uint64_t seed) {
  const kinds::score::ScoreModel& m = run.model();
  const LossDraws draws = loss_draws(m, rows, seed);
  return metrics::estimate(losses::network_losses(published_objective(m), m.parameters, *m.network,
                                                  run.parameters(), draws.x, draws.sampling));
}

double gaussian_loss(const kinds::score::TrainedRun& run, std::int64_t rows, std::uint64_t seed) {
  const kinds::score::ScoreModel& m = run.model();
  const sde::Mixture gaussian = gaussian_of(law_of(m));
  sde::MixtureScore score(m.sde(), gaussian);
  const LossDraws draws = loss_draws(m, rows, seed);
  return losses::score_losses(published_objective(m), score, draws.x, draws.sampling).mean();
}

double gaussian_nll(const kinds::score::TrainedRun& run, std::int64_t rows, std::uint64_t seed) {
  const sde::Mixture law = law_of(run.model());
  const metrics::Points x = data::sample(*run.model().data, ad::Key::root(seed) / "gaussian", rows);
  return (data::log_density(law, x) - data::log_density(gaussian_of(law), x)).mean();
}

metrics::Points toy_samples(const kinds::score::TrainedRun& run, const ad::Tensor& parameters, std::int64_t n,
                            ad::Workers& workers) {
  const options::SamplingPlan flow{std::make_unique<sde::AdaptiveRungeKutta>(sde::Tolerance{1e-5, 1e-5}),
                                   0,
                                   sde::uniform_grid(run.model().sde().T, 1e-5, 1),
                                   true,
                                   {}};
  const kinds::score::TrainedScore trained{run.model(), parameters, workers, chunk};
  return kinds::score::generate(trained, {kinds::score::start_named("prior"), flow},
                                ad::Key::root(1) / "samples", 0, n)
      .points;
}

}  // namespace pont::reproductions::cld
