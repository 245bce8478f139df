// Networks trained on images: their runs, their samples, and what is measured of them.
#include "experiments/reproductions/images/image_runs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "experiments/kinds/score/chunks.hpp"
#include "experiments/kinds/score/evaluate.hpp"
#include "experiments/run/classifier.hpp"
#include "experiments/run/image_measures.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/explicit.hpp"

namespace pont::reproductions::images {

using kinds::score::TrainedRun, kinds::score::TrainedScore;

// The runs.

void ImageBudget::declare(config::Visitor& v) {
  v.key("steps", steps, "optimiser steps of each training",
        {.unit = "steps", .range = config::between(1, 1e9)});
  v.key("seeds", seeds, "trainings of each model", {.range = config::between(1, 1000)});
  v.key("snapshots", snapshots, "steps after which the network is looked at",
        {.unit = "steps", .range = config::at_least(1)});
}

reproduce::RunRequest image_run(const reproduce::Cell& cell, const ImageBudget& budget, std::int64_t seed,
                                reproduce::Place place) {
  reproduce::RunRequest run{fmt::format("{}_{}", cell.name, seed), cell.config, cell.overrides, place};
  for (const std::string& word : {fmt::format("seed={}", seed), fmt::format("train.steps={}", budget.steps),
                                  fmt::format("train.snapshots=[{}]", fmt::join(budget.snapshots, ", ")),
                                  std::string("sample.samplers=[]"), std::string("evaluate.metrics=[w2]"),
                                  std::string("evaluate.bits.images=0")})
    run.overrides.push_back(word);
  return run;
}

reproduce::RunRequest ddpm_run(std::int64_t steps) {
  return image_run({fmt::format("ddpm_{}", steps), {}, "configs/images/mnist_ddpm.yaml", {}}, {steps, 1, {}},
                   1, reproduce::Place::shared);
}

// The data, and the classifier that reads samples.

namespace {

ad::Key truth_key() { return ad::Key::root(1) / "image truth"; }

}  // namespace

std::shared_ptr<const run::ImageReference> ImageTruth::images(const data::DataSet& data,
                                                              ad::Workers& workers) {
  if (!run::Classifier::suits(data)) return std::make_shared<run::ImageReference>(data, truth_key());
  auto classifier = std::make_unique<const run::Classifier>(data);
  const ad::Tensor parameters = run::pinned_parameters(*classifier, data, workers);
  sha256_ = run::name_of(parameters);
  return std::make_shared<run::ImageReference>(
      data, truth_key(), run::ImageReference::Reader{std::move(classifier), parameters, workers});
}

ImageTruth::ImageTruth(const data::DataSet& data, ad::Workers& workers)
    : reference_(data, {}, truth_key(), images(data, workers)),
      law_(metrics::fitted(reference_.images->pixels)) {}

run::Judged ImageTruth::take(const std::string& measure, const metrics::Points& samples) const {
  const std::vector<run::SampleMeasure> all = run::image_measures();
  const auto row = std::ranges::find(all, measure, &run::SampleMeasure::name);
  if (row == all.end()) throw std::out_of_range("image measures: no '" + measure + "'");
  const std::optional<run::Judged> taken = row->take(reference_, samples);
  return taken ? *taken : run::not_given("does not apply to these data", samples.rows());
}

// Samples, chunk by chunk on the workers.

namespace {

constexpr ad::i64 chunk = 50;

}  // namespace

options::SamplingPlan image_flow(const sde::LinearSde& sde) {
  return {std::make_unique<sde::Heun>(), 0, sde::quadratic_grid(sde.T, 1e-3, 20), true, {}};
}

metrics::Points image_samples(const TrainedScore& trained, const sde::LinearSde& walked,
                              const options::SamplingPlan& plan, ad::Key key, ad::i64 n) {
  const ad::i64 rows = trained.chunk;
  const sde::Reverse reverse(walked, plan.lambda);
  metrics::Points x(n, trained.model.d());
  kinds::score::for_each_task(trained, (n + rows - 1) / rows, "chunks",
                              [&](ad::i64 c, losses::NetworkScore& score) {
                                const ad::i64 first = c * rows, kept = std::min(rows, n - first);
                                const sde::KeyedNoise noise(key, first);
                                sde::Batch u = sde::draw_prior(walked, rows, trained.model.d(), noise);
                                sde::sample(*plan.sampler, reverse, score, plan.grid, noise, u);
                                if (plan.denoise) u = sde::denoised(reverse, score, plan.grid.back(), u);
                                x.middleRows(first, kept) = u.topLeftCorner(kept, trained.model.d());
                              });
  return x;
}

// Measures of one network, and of a run on its way.

ImageMeasure image_measure(const TrainedRun& run, const ad::Tensor& parameters, std::int64_t step,
                           const ImageTruth& truth, std::int64_t samples, ad::Workers& workers) {
  const TrainedScore trained{run.model(), parameters, workers, chunk};
  ImageMeasure m;
  m.step = step;
  m.loss = kinds::score::evaluate_linear_loss(trained, {}, truth.law(), truth_key() / "loss");
  m.samples = image_samples(trained, run.model().sde(), image_flow(run.model().sde()),
                            truth_key() / "samples", samples);
  m.distance = truth.take("frechet_classifier", m.samples);
  m.readable = truth.take("readable", m.samples);
  return m;
}

std::vector<ImageMeasure> image_course(const TrainedRun& run, const ImageBudget& budget,
                                       const ImageTruth& truth, std::int64_t samples, ad::Workers& workers) {
  std::vector<ImageMeasure> course;
  for (const std::int64_t step : budget.snapshots)
    course.push_back(image_measure(run, run.snapshot(step), step, truth, samples, workers));
  course.push_back(image_measure(run, run.parameters(), budget.steps, truth, samples, workers));
  return course;
}

metrics::Estimate mean_excess(const std::vector<ImageMeasure>& ends, run::Judged ImageMeasure::*what) {
  std::vector<double> values;
  for (const ImageMeasure& m : ends) {
    const run::Judged& j = m.*what;
    if (!j.excess) throw std::runtime_error("image runs: a measure was not given: " + j.not_given);
    if (ends.size() == 1) return *j.excess;
    values.push_back(j.excess->mean);
  }
  return metrics::estimate(values);
}

}  // namespace pont::reproductions::images
