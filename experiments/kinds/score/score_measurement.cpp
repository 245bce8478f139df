// The experiment after its training: samples, distances, loss and likelihood, each a phase.
#include <fmt/format.h>

#include "experiments/config/error.hpp"
#include "experiments/data/known_law.hpp"
#include "experiments/kinds/score/assumptions.hpp"
#include "experiments/kinds/score/film.hpp"
#include "experiments/kinds/score/image_figures.hpp"
#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/kinds/score/nearest_images.hpp"
#include "experiments/kinds/score/point_film.hpp"
#include "experiments/kinds/score/portable.hpp"
#include "experiments/kinds/score/score_experiment.hpp"
#include "experiments/run/image_measures.hpp"
#include "experiments/run/measures.hpp"

namespace pont::kinds::score {
namespace {

constexpr ad::i64 film_images = 8, film_points = 400;

Generation how_of(const SamplerKeys& s, const options::SamplingPlan& plan) {
  return {start_named(s.start), plan, s.guidance};
}

SmallTime end_of(const SamplerKeys& s, const options::SamplingPlan& plan) {
  return {"samples/" + s.name, "sampler.eps of the samples '" + s.name + "'", plan.grid.back()};
}

}  // namespace

SmallTime ScoreExperiment::start_of_likelihood() const {
  return {"likelihood", "evaluate.likelihood_time", evaluate_.likelihood_time};
}

std::vector<options::SamplingPlan> ScoreExperiment::plans(const sde::LinearSde& sde) const {
  std::vector<options::SamplingPlan> all;
  for (const SamplerKeys& s : sample_.samplers) all.push_back(s.sampler->build(sde));
  return all;
}

std::vector<SmallTime> ScoreExperiment::small_times(const sde::LinearSde& sde) const {
  std::vector<SmallTime> all;
  for (const SamplerKeys& s : sample_.samplers) all.push_back(end_of(s, s.sampler->build(sde)));
  if (evaluate_.likelihood_rows >= 2) all.push_back(start_of_likelihood());
  return all;
}

void ScoreExperiment::record(run::RunContext& run, run::RunParts& parts) const {
  const ScoreModel model = build();
  parts.require(run::training_part, [&](run::RunRecord& part) { train(part, model, run); });
  const TrainedScore trained{model,
                             ad::Tensor::of<float>({model.parameters.size()}, parts.floats("model/ema")),
                             run.workers, sample_.chunk};
  parts.require("data", [&](run::RunRecord& part) {
    record_prior_gap(part, model);
    record_known_part(part, model);
    keep_form(part, *model.data);
    keep_points(part, "data", *model.data, data::sample(*model.data, run.key / "figure_data", sample_.count));
  });
  const run::DataReference reference(
      *model.data, evaluate_.clouds, run.key,
      run::image_reference(parts, *model.data, evaluate_.clouds, run.workers, run.key / "images"));
  for (const SamplerKeys& s : sample_.samplers) record_samples(parts, trained, s, reference, run.key);
  record_evaluation(parts, trained, run.key / "evaluate");
  if (reference.images && !model.data->exact() && model.d() <= run::most_pixels)
    parts.measure("linear_loss", [&](run::RunRecord& part) {
      run::record(part, "evaluation/linear_loss",
                  evaluate_linear_loss(trained, evaluate_, metrics::fitted(reference.images->pixels),
                                       run.key / "evaluate" / "loss"));
    });
  if (density_)
    parts.measure("density", [&](run::RunRecord& part) {
      record_density(part, trained, *density_, run.key / "density");
    });
}

void ScoreExperiment::record_samples(run::RunParts& parts, const TrainedScore& trained, const SamplerKeys& s,
                                     const run::DataReference& reference, ad::Key key) const {
  const std::string samples = "samples/" + s.name;
  parts.measure(samples, [&](run::RunRecord& part) {
    const options::SamplingPlan plan =
        s.sampler->build(trained.model.sde(), data::data_moments(*trained.model.data));
    const ad::Key stream = key / "sample" / s.name;
    const Generated drawn = generate(trained, how_of(s, plan), stream, 0, sample_.count);
    keep_points(part, samples, *trained.model.data, drawn.points);
    record_nearest(part, "nearest/" + s.name, *trained.model.data, drawn.points);
    part.scalar(samples + "/evaluations", drawn.evaluations);
    if (!drawn.classes.empty()) part.array(samples + "/classes", drawn.classes, {drawn.classes.size()});
    record_blur(part, trained.model, end_of(s, plan));
    record_ways(part, trained, how_of(s, plan), stream, s.name);
  });
  parts.measure("distances/" + s.name, [&](run::RunRecord& part) {
    const metrics::Points points = kept_points(parts.holding(kept_path(samples, *trained.model.data)),
                                               samples, *trained.model.data, key / "dequantise" / s.name);
    run::record_sample_measures(part, "evaluation/samples/" + s.name, points, reference);
  });
}

void ScoreExperiment::record_ways(run::RunRecord& part, const TrainedScore& trained, const Generation& how,
                                  ad::Key stream, const std::string& name) const {
  const std::vector<double> times = trajectory_times(how.plan, sample_.times);
  const bool of_images = drawn_form(*trained.model.data).has_value();
  Film film(trained.model, times, std::min(film_images, trained.chunk));
  PointFilm points(trained.model, times, std::min(film_points, sample_.count));
  const Watch watch = [&](double t, const sde::Batch& u, sde::Score& score) {
    of_images ? film.watch(t, u, score) : points.watch(t, u);
  };
  const Trajectories paths = trajectories(trained, how, stream, times, sample_.paths, watch);
  for (ad::i64 c = 1; !of_images && points.wants_more(); ++c)
    trajectories(trained, how, stream, times, 1, watch, c);
  part.array("trajectories/" + name + "/times", paths.times, {paths.times.size()});
  part.points("trajectories/" + name + "/values", trained.model.data->units().original(paths.values, 0));
  of_images ? film.record(part, "film/" + name) : points.record(part, "film/" + name);
}

bool ScoreExperiment::measures_bits(const ScoreModel& model) const {
  return evaluate_.bits.images > 0 && has_bytes(model);
}

void ScoreExperiment::record_bits(run::RunParts& parts, const TrainedScore& trained, ad::Key key) const {
  if (!measures_bits(trained.model)) return;
  const BitSettings settings = evaluate_.bit_settings();
  const auto measure = [&](const std::string& name, auto record) {
    parts.measure(name, [&](run::RunRecord& part) { record(part, trained, settings, key / "bits"); });
  };
  measure("bits_flow", record_flow_bits);
  measure("bits_bound", record_bound_bits);
  if (evaluate_.bits.steps > 0) measure("bits_discrete", record_discrete_bits);
}

void ScoreExperiment::record_evaluation(run::RunParts& parts, const TrainedScore& trained,
                                        ad::Key key) const {
  parts.measure("loss", [&](run::RunRecord& part) {
    run::record(part, "evaluation/loss", evaluate_loss(trained, evaluate_, key / "loss"));
  });
  record_bits(parts, trained, key);
  if (evaluate_.likelihood_rows < 2) return;
  parts.measure("likelihood", [&](run::RunRecord& part) {
    run::record(part, "evaluation/" + likelihood_name(trained.model.sde()),
                evaluate_likelihood(trained, evaluate_, key / "likelihood"));
    record_blur(part, trained.model, start_of_likelihood());
  });
}

namespace {

ad::Tensor read_parameters(const ScoreModel& model, const store::RunDirectory& directory) {
  const store::H5Reader file = run::read_model(directory);
  return ad::Tensor::of<float>({model.parameters.size()}, file.read<float>(run::average_path(file)));
}

}  // namespace

run::SampleRows ScoreExperiment::samples(run::RunContext& run, std::int64_t first, std::int64_t count) const {
  if (sample_.samplers.empty())
    throw config::ConfigError("sample: the configuration lists no sampler under sample.samplers");
  const ScoreModel model = build();
  const ad::Tensor ema = read_parameters(model, run.directory);
  const SamplerKeys& s = sample_.samplers.front();
  const options::SamplingPlan plan = s.sampler->build(model.sde(), data::data_moments(*model.data));
  check_sampling(model.sde(), s.name, plan);
  return run::rows_of(as_kept(*model.data, generate({model, ema, run.workers, sample_.chunk}, how_of(s, plan),
                                                    run.key / "sample" / s.name, first, count)
                                               .points));
}

double ScoreExperiment::earliest_time(const sde::LinearSde& sde) const {
  double earliest = 1e-5 * sde.T;
  for (const SmallTime& at : small_times(sde))
    if (at.t > 0) earliest = std::min(earliest, at.t);
  return earliest;
}

exchange::Portable ScoreExperiment::portable(run::RunContext& run) const {
  const ScoreModel model = build();
  return portable_of(model, earliest_time(model.sde()), read_parameters(model, run.directory), run.config);
}

std::vector<double> ScoreExperiment::likelihoods(run::RunContext& run, const metrics::Points& points) const {
  const ScoreModel model = build();
  const ad::Tensor ema = read_parameters(model, run.directory);
  return likelihoods_of({model, ema, run.workers, sample_.chunk}, points, evaluate_, run.key / "likelihood");
}

}  // namespace pont::kinds::score
