// The published objective on the regression that a network was trained for.
#include "experiments/reproductions/cld/toy_measures.hpp"

#include "losses/evaluation.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/samplers.hpp"

namespace pont::experiments {
namespace {

constexpr ad::i64 chunk = 100;

losses::Denoising published_objective(const ScoreModel& model) {
  const losses::Regression& regression = model.objective.regression();
  return {regression, losses::weighting("inverse_ell_squared"),
          losses::time_sampling("uniform", regression, 1e-5)};
}

ToyMeasure measure(const TrainedRun& run, const ad::Tensor& parameters, std::int64_t step,
                   const ToyMeasureSettings& settings, ad::Workers& workers) {
  const TrainedScore trained{run.model(), parameters, workers, chunk};
  const ad::Key key = ad::Key::root(settings.seed) / "measure";
  EvaluationSettings how;
  how.loss_rows = settings.loss_rows;
  how.likelihood_rows = settings.likelihood_rows;
  return {step, evaluate_loss(trained, published_objective(run.model()), how, key / "loss"),
          evaluate_likelihood(trained, how, key / "likelihood")};
}

}  // namespace

std::vector<ToyMeasure> toy_course(const TrainedRun& run, const std::vector<std::int64_t>& snapshots,
                                   std::int64_t steps, const ToyMeasureSettings& settings,
                                   ad::Workers& workers) {
  std::vector<ToyMeasure> course;
  for (const std::int64_t step : snapshots)
    course.push_back(measure(run, run.snapshot(step), step, settings, workers));
  course.push_back(toy_end(run, steps, settings, workers));
  return course;
}

ToyMeasure toy_end(const TrainedRun& run, std::int64_t steps, const ToyMeasureSettings& settings,
                   ad::Workers& workers) {
  return measure(run, run.parameters(), steps, settings, workers);
}

Estimate published_loss(const TrainedRun& run, std::int64_t rows, std::uint64_t seed) {
  const ScoreModel& m = run.model();
  const ad::Key key = ad::Key::root(seed) / "published loss";
  const Points x = sample(*m.data, key / "data", rows);
  ad::Tensor floats({x.rows(), x.cols()}, ad::Dtype::f32);
  for (Eigen::Index i = 0; i < x.size(); ++i)
    floats.data<float>()[static_cast<std::size_t>(i)] = static_cast<float>(x.data()[i]);
  const Eigen::VectorXd values = losses::network_losses(published_objective(m), m.parameters, *m.network,
                                                        run.parameters(), floats, {key / "objective"});
  return estimate(values);
}

Points toy_samples(const TrainedRun& run, const ad::Tensor& parameters, std::int64_t n,
                   ad::Workers& workers) {
  const SamplingPlan flow{std::make_unique<sde::AdaptiveRungeKutta>(sde::Tolerance{1e-5, 1e-5}),
                          0,
                          sde::uniform_grid(run.model().sde().T, 1e-5, 1),
                          true,
                          {}};
  const TrainedScore trained{run.model(), parameters, workers, chunk};
  return generate(trained, start_named("prior"), flow, ad::Key::root(1) / "samples", 0, n).points;
}

}  // namespace pont::experiments
