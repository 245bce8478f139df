// The experiment before its measurements: building, checking, training.
#include "experiments/kinds/score/score_experiment.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/config/error.hpp"
#include "experiments/data/known_law.hpp"
#include "experiments/kinds/score/assumptions.hpp"
#include "experiments/kinds/score/diagnosis.hpp"
#include "experiments/kinds/score/figures.hpp"
#include "experiments/kinds/score/image_figures.hpp"
#include "experiments/kinds/score/portable.hpp"
#include "experiments/kinds/score/preview.hpp"
#include "experiments/kinds/score/report.hpp"
#include "experiments/kinds/score/trained_run.hpp"
#include "experiments/run/memory.hpp"

namespace pont::kinds::score {

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
        "images), or condition=null");
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
  if ((evaluate_.likelihood_rows >= 2 || measures_bits(model)) && !(evaluate_.likelihood_time < T))
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

namespace {

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
  const exchange::WrittenRecipe recipe = exchange::written(recipe_of(model, earliest_time(model.sde())));
  record.file().write_text("model/recipe", recipe.text);
  record.array("model/recipe_constants", recipe.constants, {recipe.constants.size()});
  record_snapshots(record, run.directory, snapshots_);
  run::record_metrics(record, run.directory);
}

config::Row<run::Experiment> score_kind() {
  return config::row<run::Experiment, ScoreExperiment>(
      "score", "train, sample and judge a score network on a data set");
}

}  // namespace pont::kinds::score
