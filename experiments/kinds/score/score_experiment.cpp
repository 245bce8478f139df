// The phases of the experiment: train, sample, evaluate, record, draw, report.
#include "experiments/kinds/score/score_experiment.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/config/error.hpp"
#include "experiments/data/known_law.hpp"
#include "experiments/kinds/score/assumptions.hpp"
#include "experiments/kinds/score/diagnosis.hpp"
#include "experiments/kinds/score/figures.hpp"
#include "experiments/kinds/score/film.hpp"
#include "experiments/kinds/score/image_figures.hpp"
#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/kinds/score/nearest_images.hpp"
#include "experiments/kinds/score/preview.hpp"
#include "experiments/kinds/score/report.hpp"
#include "experiments/kinds/score/trained_run.hpp"
#include "experiments/run/image_measures.hpp"
#include "experiments/run/measures.hpp"
#include "experiments/run/memory.hpp"

namespace pont::kinds::score {
namespace {

Generation how_of(const SamplerKeys& s, const options::SamplingPlan& plan) {
  return {start_named(s.start), plan, s.guidance};
}

SmallTime end_of(const SamplerKeys& s, const options::SamplingPlan& plan) {
  return {"samples/" + s.name, "sampler.eps of the samples '" + s.name + "'", plan.grid.back()};
}

}  // namespace

ScoreModel ScoreExperiment::build() const {
  std::unique_ptr<data::DataSet> data = data_->build();
  losses::Denoising objective = objective_->build(sde_->build());
  nn::Parameters parameters;
  std::unique_ptr<nn::TimeNetwork> network =
      network_->build(parameters, {data->shape(), objective.regression().k(), objective.regression().m()},
                      {.classes = condition_ ? data->classes() : 0});
  std::shared_ptr<const losses::Objective> trained = objective_->trained(objective);
  return {std::move(data),       std::move(objective), std::move(trained),
          std::move(parameters), std::move(network),   condition_ ? condition_->drop : 0};
}

ScoreModel ScoreExperiment::build_training(ad::Key key) const {
  ScoreModel model = build();
  model.data = train_.training_set(std::move(model.data), key / "data");
  return model;
}

std::unique_ptr<nn::TrainingStep> ScoreExperiment::make_training(const ScoreModel& model,
                                                                 run::RunContext& run) const {
  return std::make_unique<nn::TrainingStep>(model.parameters, run.key / "initial", *train_.optimiser->build(),
                                            train_.options(), run.workers,
                                            model.shard_loss(run.key / "train"));
}

namespace {

// Squares of the points must fit into float32, which ends at 3.4e38.
void require_moderate(const ScoreModel& model) {
  constexpr double most = 1e18;
  const sde::Gaussian law = data::data_moments(*model.data);
  const double reach = std::sqrt(law.covariance.diagonal().maxCoeff()) + law.mean.cwiseAbs().maxCoeff();
  if (!(reach <= most))
    throw config::ConfigError(
        fmt::format("data: the points reach to {:.3g}, and float32 can square numbers up to {:g}; bring the "
                    "data to a scale near "
                    "1",
                    reach, most));
}

}  // namespace

void ScoreExperiment::check_condition(const ScoreModel& model) const {
  if (condition_ && model.data->classes() == 0)
    throw config::ConfigError(
        "condition: the data have no classes; expected such as have some (label: COLUMN of a file, labels of "
        "images), or "
        "condition=null");
  for (const SamplerKeys& s : sample_.samplers)
    if (s.guidance != 0 && !(condition_ && condition_->drop > 0))
      throw config::ConfigError(
          fmt::format("sample.samplers: {}: guidance {} needs the conditional and the unconditional score; "
                      "expected condition.drop above 0",
                      s.name, s.guidance));
}

void ScoreExperiment::check() const {
  const ScoreModel model = build();
  require_moderate(model);
  for (const SamplerKeys& s : sample_.samplers)
    check_sampling(model.sde(), s.name, s.sampler->build(model.sde()));
  check_condition(model);
  train_.check();
  const double T = model.sde().T;
  if (evaluate_.likelihood_rows >= 2 && !(evaluate_.likelihood_time < T))
    throw config::ConfigError(fmt::format("evaluate.likelihood_time: got {}; expected a time before T = {}",
                                          evaluate_.likelihood_time, T));
  if (density_ && model.d() != 2)
    throw config::ConfigError(
        fmt::format("density: got data in {} dimensions; expected 2, or density=null", model.d()));
  if (density_ && !(density_->time < T))
    throw config::ConfigError(
        fmt::format("density.time: got {}; expected a time before T = {}", density_->time, T));
  // Parameters, average, two moments and gradient, these once more to fall back to, and twice in a checkpoint
  // under way; samples as drawn, as kept and in the image of run.h5.
  const double parameters = 80.0 * static_cast<double>(model.parameters.size()),
               samples = 24.0 * static_cast<double>(sample_.count) * model.d() *
                         static_cast<double>(sample_.samplers.size());
  run::require_memory(parameters + samples, "network or sample.count");
}

run::Presentation ScoreExperiment::presentation() const {
  return {draw_score_figures, score_report, score_table};
}

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

namespace {

constexpr ad::i64 film_samples = 8;

/// Where the first images of the first batch are to be seen; nothing where points are no images.
std::optional<std::string> write_contact_sheet(const run::RunContext& run, const ScoreModel& seen) {
  const std::optional<figures::ImageForm> form = drawn_form(*seen.data);
  if (!form) return std::nullopt;
  const metrics::Points first = data::sample(*seen.data, run.key / "train" / "data", contact_images);
  const std::filesystem::path file = run.directory.file("figures") / "contact_sheet.png";
  figures::write_png(contact_sheet(first, *form), file);
  return file.string();
}

}  // namespace

void ScoreExperiment::train(run::RunRecord& record, const ScoreModel& model, run::RunContext& run) const {
  const ScoreModel seen = build_training(run.key / "training_points");
  const auto training = make_training(seen, run);
  fmt::print(stderr, "{} parameters, {} shards of {} rows, {} workers\n", model.parameters.size(),
             train_.batch / train_.shard, train_.shard, run.workers.count());
  if (const std::string far = prior_warning(prior_gap(model), model.d()); !far.empty())
    fmt::print(stderr, "warning: {}\n", far);
  if (const std::string far = known_part_warning(model); !far.empty())
    fmt::print(stderr, "warning: {}\n", far);
  for (const SmallTime& at : small_times(model.sde()))
    if (const std::string blurred = blur_warning(model, at); !blurred.empty())
      fmt::print(stderr, "warning: {}\n", blurred);
  const auto describe = [&](const nn::TrainingStep& at) {
    return describe_batch(seen, run.key / "train", at, train_.batch);
  };
  if (const auto sheet = write_contact_sheet(run, seen)) fmt::print(stderr, "contact sheet: {}\n", *sheet);
  run::Previews previews(run, train_.preview, train_.steps, [&](ad::Key key) {
    return score_preview(model, training->get("ema"), run.workers, plans(model.sde()), key);
  });
  record.seconds("train", train_with_snapshots(run, *training, train_.steps, train_.log_every, snapshots_,
                                               previews, describe));
  for (const char* name : {"parameters", "ema"})
    record.floats(std::string("model/") + name, training->get(name).data<float>());
  record_snapshots(record, run.directory, snapshots_);
  run::record_metrics(record, run.directory);
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
  std::optional<Film> film;
  if (drawn_form(*trained.model.data))
    film.emplace(trained.model, times, std::min(film_samples, trained.chunk));
  const Watch watch = [&](double t, const sde::Batch& u, sde::Score& score) {
    if (film) film->watch(t, u, score);
  };
  const Trajectories paths = trajectories(trained, how, stream, times, sample_.paths, watch);
  part.array("trajectories/" + name + "/times", paths.times, {paths.times.size()});
  part.points("trajectories/" + name + "/values", trained.model.data->units().original(paths.values, 0));
  if (film) film->record(part, "film/" + name);
}

void ScoreExperiment::record_evaluation(run::RunParts& parts, const TrainedScore& trained,
                                        ad::Key key) const {
  parts.measure("loss", [&](run::RunRecord& part) {
    run::record(part, "evaluation/loss", evaluate_loss(trained, evaluate_, key / "loss"));
  });
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

std::vector<double> ScoreExperiment::log_likelihoods(run::RunContext& run,
                                                     const metrics::Points& points) const {
  const ScoreModel model = build();
  const ad::Tensor ema = read_parameters(model, run.directory);
  return likelihoods_of({model, ema, run.workers, sample_.chunk}, points, evaluate_, run.key / "likelihood");
}

config::Row<run::Experiment> score_kind() {
  return config::row<run::Experiment, ScoreExperiment>(
      "score", "train, sample and judge a score network on a data set");
}

}  // namespace pont::kinds::score
