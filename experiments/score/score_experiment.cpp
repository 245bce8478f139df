// The phases of the experiment: train, sample, evaluate, record, draw, report.
#include "experiments/score/score_experiment.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "experiments/config/error.hpp"
#include "experiments/metrics/energy_distance.hpp"
#include "experiments/metrics/sliced_wasserstein.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "experiments/run/memory.hpp"
#include "experiments/score/diagnosis.hpp"
#include "experiments/score/figures.hpp"
#include "experiments/score/report.hpp"
#include "experiments/score/snapshots.hpp"
#include "experiments/store/publish.hpp"

namespace pont::experiments {
namespace {

void record_judged(RunRecord& record, const std::string& path, const Judged& j) {
  record.estimate(path + "/ours", j.ours);
  record.scalar(path + "/lost", static_cast<double>(j.lost));
  if (j.floor) record.estimate(path + "/floor", *j.floor);
  if (j.excess) record.estimate(path + "/excess", *j.excess);
}

}  // namespace

ScoreModel ScoreExperiment::build() const {
  std::unique_ptr<DataSet> data = data_->build();
  losses::Denoising objective = objective_->build(sde_->build());
  nn::Parameters parameters;
  const int d = data->dimension(), k = objective.regression().k(), m = objective.regression().m();
  std::unique_ptr<nn::TimeNetwork> network = network_->build(parameters, k * d, m * d);
  return {std::move(data), std::move(objective), std::move(parameters), std::move(network)};
}

ScoreModel ScoreExperiment::build_training(ad::Key key) const {
  ScoreModel model = build();
  model.data = train_.training_set(std::move(model.data), key / "data");
  return model;
}

std::unique_ptr<nn::TrainingStep> ScoreExperiment::make_training(const ScoreModel& model,
                                                                 RunContext& run) const {
  return std::make_unique<nn::TrainingStep>(model.parameters, run.key / "initial", *train_.optimiser->build(),
                                            train_.options(), run.workers,
                                            model.shard_loss(run.key / "train"));
}

void ScoreExperiment::check() const {
  const ScoreModel model = build();
  for (const SamplerKeys& s : sample_.samplers)
    check_sampling(model.sde(), s.name, s.sampler->build(model.sde()));
  train_.schedule->build(std::max<std::int64_t>(1, train_.steps));
  train_.optimiser->build();
  const double T = model.sde().T;
  if (evaluate_.likelihood_rows >= 2 && !(evaluate_.likelihood_time < T))
    throw ConfigError(fmt::format("evaluate.likelihood_time: got {}; expected a time before T = {}",
                                  evaluate_.likelihood_time, T));
  if (density_ && model.d() != 2)
    throw ConfigError(
        fmt::format("density: got data in {} dimensions; expected 2, or density=null", model.d()));
  if (density_ && !(density_->time < T))
    throw ConfigError(fmt::format("density.time: got {}; expected a time before T = {}", density_->time, T));
  // Parameters, average, two moments and gradient, these once more to fall back to, and twice in a checkpoint
  // under way; samples as drawn, as kept and in the image of run.h5.
  const double parameters = 80.0 * static_cast<double>(model.parameters.size()),
               samples = 24.0 * static_cast<double>(sample_.count) * model.d() *
                         static_cast<double>(sample_.samplers.size());
  require_memory(parameters + samples, "network or sample.count");
}

void ScoreExperiment::run(RunContext& run) const {
  const std::filesystem::path file = run.directory.file("run.h5");
  if (!std::filesystem::exists(file)) compute(run);
  const std::vector<std::byte> image = load_checked(file);
  const H5Reader reader(image, file.string());
  draw_score_figures(reader, run.directory.file("figures"));
  publish_text(run.directory.file("report.md"), score_report(reader));
  fmt::print("{}\n", score_table(reader));
}

void ScoreExperiment::plot(const RunDirectory& directory) const {
  const std::vector<std::byte> image = load_checked(directory.file("run.h5"));
  draw_score_figures(H5Reader(image, directory.file("run.h5").string()), directory.file("figures"));
}

void ScoreExperiment::compute(RunContext& run) const {
  const ScoreModel model = build(), trained_model = build_training(run.key / "training_points");
  const auto training = make_training(trained_model, run);
  fmt::print(stderr, "{} parameters, {} shards of {} rows, {} workers\n", model.parameters.size(),
             train_.batch / train_.shard, train_.shard, run.workers.count());
  const auto describe = [&](const nn::TrainingStep& at) {
    return describe_batch(trained_model, run.key / "train", at, train_.batch);
  };
  const double seconds =
      train_with_snapshots(run, *training, train_.steps, train_.log_every, snapshots_, describe);
  const ad::Tensor ema = training->get("ema");
  const TrainedScore trained{model, ema, run.workers, sample_.chunk};
  RunRecord record(run);
  record.seconds("train", seconds);
  const ad::Tensor parameters = training->get("parameters");
  record.floats("model/parameters", parameters.data<float>());
  record.floats("model/ema", ema.data<float>());
  record_snapshots(record, run.directory, snapshots_);
  record_samples(record, trained, run.key);
  record_evaluation(record, trained, run.key / "evaluate");
  if (density_) record.phase("density", [&] { record_density(record, trained, run.key / "density"); });
  record.publish();
}

void ScoreExperiment::record_samples(RunRecord& record, const TrainedScore& trained, ad::Key key) const {
  const DataSet& data = *trained.model.data;
  record.points("data/points", experiments::sample(data, key / "figure_data", sample_.count));
  for (const SamplerKeys& s : sample_.samplers) {
    const SamplingPlan plan = s.sampler->build(trained.model.sde());
    const ad::Key stream = key / "sample" / s.name;
    Generated samples;
    record.phase(s.name,
                 [&] { samples = generate(trained, start_named(s.start), plan, stream, 0, sample_.count); });
    record.points("samples/" + s.name + "/points", samples.points);
    record.scalar("samples/" + s.name + "/evaluations", samples.evaluations);
    const Trajectories paths = trajectories(trained, start_named(s.start), plan, stream,
                                            trajectory_times(plan, sample_.times), sample_.paths);
    record.array("trajectories/" + s.name + "/times", paths.times, {paths.times.size()});
    record.points("trajectories/" + s.name + "/values", paths.values);
    const Metric sliced = [&](const Points& x, const Points& y) {
      return sliced_wasserstein2(x, y, key / "directions", 128);
    };
    const Metric w2 = [](const Points& x, const Points& y) { return wasserstein2(x, y); };
    for (const auto& [name, metric] :
         {std::pair{"w2", w2}, {"sliced_w2", sliced}, {"energy_distance", Metric(energy_distance)}})
      record_judged(record, "evaluation/samples/" + s.name + "/" + name,
                    evaluate_samples(metric, data, samples.points, evaluate_, key / "evaluate" / "samples"));
  }
}

void ScoreExperiment::record_evaluation(RunRecord& record, const TrainedScore& trained, ad::Key key) const {
  record.phase("loss", [&] {
    record_judged(record, "evaluation/loss", evaluate_loss(trained, evaluate_, key / "loss"));
  });
  if (evaluate_.likelihood_rows < 2) return;
  record.phase("likelihood", [&] {
    record_judged(record, "evaluation/likelihood",
                  evaluate_likelihood(trained, evaluate_, key / "likelihood"));
  });
}

void ScoreExperiment::record_density(RunRecord& record, const TrainedScore& trained, ad::Key key) const {
  const DensityKeys& keys = *density_;
  Points grid(keys.cells * keys.cells, 2), values(keys.cells, keys.cells);
  const auto centre = [&](Eigen::Index i) {
    return keys.extent * ((2.0 * static_cast<double>(i) + 1) / static_cast<double>(keys.cells) - 1);
  };
  for (Eigen::Index r = 0; r < keys.cells; ++r)
    for (Eigen::Index c = 0; c < keys.cells; ++c) grid.row(r * keys.cells + c) << centre(c), centre(r);
  const Eigen::VectorXd log_density =
      log_likelihoods(trained, grid, {{keys.time, {keys.tolerance, keys.tolerance}}}, key);
  for (Eigen::Index i = 0; i < grid.rows(); ++i) values.data()[i] = std::exp(log_density[i]);
  record.points("density/values", values);
  record.array("density/x_range", std::array{-keys.extent, keys.extent}, {2});
  record.array("density/y_range", std::array{-keys.extent, keys.extent}, {2});
  record.scalar("density/time", keys.time);
  // Data at the same time, to compare with.
  const sde::LinearSde& sde = trained.model.sde();
  const Points x = experiments::sample(*trained.model.data, key / "data", 20 * keys.cells * keys.cells);
  const sde::KeyedNoise noise(key / "noise", 0);
  sde::Batch u = sde::augmented(sde, x, sde::StepNoise(noise, 0)), z(u.rows(), u.cols());
  noise.fill(1, 0, z);
  const sde::Kernel kernel = sde.transition(0, keys.time);
  sde::Batch moved = sde::mixed(kernel.Phi, u);
  sde::add_mixed(1, sde::square_root(kernel.Q), z, moved);
  record.points("density/data", moved.leftCols(2));
}

void ScoreExperiment::sample(RunContext& run, std::int64_t first, std::int64_t count) const {
  if (sample_.samplers.empty())
    throw ConfigError("sample: the configuration lists no sampler under sample.samplers");
  const std::vector<std::byte> image = load_checked(run.directory.file("run.h5"));
  const H5Reader reader(image, run.directory.file("run.h5").string());
  const ScoreModel model = build();
  ad::Tensor ema = ad::Tensor::of<float>({model.parameters.size()}, reader.read<float>("model/ema"));
  const SamplerKeys& s = sample_.samplers.front();
  const Generated samples =
      generate({model, ema, run.workers, sample_.chunk}, start_named(s.start), s.sampler->build(model.sde()),
               run.key / "sample" / s.name, first, count);
  for (Eigen::Index r = 0; r < samples.points.rows(); ++r)
    for (Eigen::Index c = 0; c < samples.points.cols(); ++c)
      fmt::print("{}{}", samples.points(r, c), c + 1 == samples.points.cols() ? "\n" : ",");
}

}  // namespace pont::experiments
