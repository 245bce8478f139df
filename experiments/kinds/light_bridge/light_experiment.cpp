// The experiment `light_bridge`: its keys, and its phases: train the potential, draw paths, measure,
// report.
#include "experiments/kinds/light_bridge/light_experiment.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/kinds/light_bridge/light_training.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/run/training.hpp"

namespace pont::kinds::light_bridge {
namespace {

ShardDraw draws_of(const data::DataSet& law, ad::Key key) {
  return [&law, key](const nn::Shard& s) { return law.draw(s.step, s.first, s.rows, key, ad::Dtype::f64).x; };
}

// 500 points of X_1 beside as many of its law.
figures::Figure preview(const data::DataSet& data, const data::DataSet& prior, const sde::LightBridge& bridge,
                        ad::Key key) {
  constexpr ad::i64 count = 500;
  return run::preview_figure(data::sample(prior, key / "data", count),
                             bridge.sample(data::sample(data, key / "start", count), key / "samples"));
}

// States at the times given, of paths between known ends: the reference pinned at X_1, time after time.
std::vector<metrics::Points> states_between(const metrics::Points& x, const metrics::Points& y,
                                            double epsilon, const std::vector<double>& times, ad::Key key) {
  std::vector<metrics::Points> states{x};
  for (std::size_t i = 1; i < times.size(); ++i) {
    const double left = 1 - times[i - 1], step = times[i] - times[i - 1];
    metrics::Points z(x.rows(), x.cols());
    ad::fill_normal(key, i, 0, z.size(), z.data());
    const double deviation = std::sqrt(epsilon * step * std::max(0.0, left - step) / left);
    states.push_back(states.back() + (step / left) * (y - states.back()) + deviation * z);
  }
  return states;
}

std::string distance_line(const store::H5Reader& run) {
  return fmt::format("W2 of X_1 to its law: {}, floor {}\n\ntraining: {:.1f} s\n",
                     run::read_estimate(run, "evaluation/samples/forward/w2/ours"),
                     run::read_estimate(run, "evaluation/samples/forward/w2/floor"),
                     run::read_scalar(run, "clock/train"));
}

void draw_light_figures(const store::H5Reader& run, const figures::Folder& folder) {
  if (run.shape("metrics/step").at(0) > 0)  // none after no step
    run::draw(figures::loss_curves("Training loss", {.label = "loss, nats"}, {run::loss_curve(run)}), folder,
              "loss");
  if (run.exists("samples") && run.shape("data/points").at(1) >= 2)
    run::draw(run::state_figure(run, "forward"), folder, "states_forward");
}

std::string light_report(const store::H5Reader& run) {
  return "# Report\n\nErrors are one standard error; the floor is what points of the law score.\n\n" +
         distance_line(run) + "\n" +
         (run.exists("samples") && run.shape("data/points").at(1) >= 2
              ? "![states](figures/states_forward.png)\n\n"
              : "") +
         "![loss](figures/loss.png)\n\n";
}

}  // namespace

run::Ends LightExperiment::ends() const { return run::joined_ends(data_->build(), prior_->build()); }

void LightExperiment::check() const {
  ends();
  train_.check();
}

run::Presentation LightExperiment::presentation() const {
  return {draw_light_figures, light_report, distance_line};
}

void LightExperiment::train(run::RunRecord& record, const run::Ends& laws, run::RunContext& run) const {
  const ad::Key points = run.key / "training_points", key = run.key / "train";
  const std::unique_ptr<data::DataSet> data = train_.training_set(ends().data, points / "data"),
                                       prior = train_.training_set(ends().prior, points / "prior");
  LightTraining training(epsilon_, data::sample(*prior, key / "starts", components_),
                         {draws_of(*data, key / "data"), draws_of(*prior, key / "prior")},
                         *train_.optimiser->build(), train_.options(), run.key / "initial", run.workers);
  fmt::print(stderr, "{} components in {} dimensions, {} workers\n", components_, laws.data->dimension(),
             run.workers.count());
  run::Previews previews(run, train_.preview, train_.steps, [&](ad::Key at) {
    return preview(*laws.data, *laws.prior, training.bridge("ema"), at);
  });
  record.seconds("train", run::train(run, training.step(), train_.steps, train_.log_every, previews));
  const std::vector<double> ema = training.values("ema");
  record.array("model/ema", ema, {ema.size()});
  run::record_metrics(record, run.directory);
}

void LightExperiment::record(run::RunContext& run, run::RunParts& parts) const {
  const run::Ends laws = ends();
  parts.require(run::training_part, [&](run::RunRecord& part) { train(part, laws, run); });
  const sde::LightBridge learned = bridge(laws, parts.values("model/ema"));
  parts.require("ends", [&](run::RunRecord& part) {
    part.points("data/points", data::sample(*laws.data, run.key / "figure" / "data", sample_.count));
    part.points("prior/points", data::sample(*laws.prior, run.key / "figure" / "prior", sample_.count));
  });
  parts.measure("sample", [&](run::RunRecord& part) { record_samples(part, laws, learned, run.key); });
  parts.measure("evaluate",
                [&](run::RunRecord& part) { record_distance(part, laws, learned, run.key / "evaluate"); });
}

void LightExperiment::record_samples(run::RunRecord& record, const run::Ends& laws,
                                     const sde::LightBridge& bridge, ad::Key key) const {
  const auto states = static_cast<std::size_t>(sample_.states);
  std::vector<double> times, nodes;
  for (std::size_t i = 0; i < states; ++i) {
    nodes.push_back(static_cast<double>(i));
    times.push_back(nodes.back() / static_cast<double>(states - 1));
  }
  const metrics::Points x = data::sample(*laws.data, key / "sample" / "start", sample_.count);
  const std::vector<metrics::Points> paths = states_between(x, bridge.sample(x, key / "sample" / "end"),
                                                            epsilon_, times, key / "sample" / "between");
  std::vector<double> values;
  for (const metrics::Points& p : paths) values.insert(values.end(), p.data(), p.data() + p.size());
  record.array("chain/times", times, {states});
  record.array("samples/forward/nodes", nodes, {states});
  record.array("samples/forward/states", values,
               {states, static_cast<std::size_t>(x.rows()), static_cast<std::size_t>(x.cols())});
}

void LightExperiment::record_distance(run::RunRecord& record, const run::Ends& laws,
                                      const sde::LightBridge& bridge, ad::Key key) const {
  const metrics::Draw draw = [&](const ad::Key& k, Eigen::Index n) {
    return data::sample(*laws.prior, k, n);
  };
  const auto one = [&](const ad::Key& k) {
    const metrics::Points x = data::sample(*laws.data, k / "start", evaluate_.cloud);
    return metrics::wasserstein2(bridge.sample(x, k / "end"), draw(k / "law", evaluate_.cloud));
  };
  const std::string path = "evaluation/samples/forward/w2/";
  record.estimate(path + "ours", metrics::repeat(one, key / "ours", evaluate_.repetitions));
  record.estimate(
      path + "floor",
      metrics::sampling_floor(
          [](const metrics::Points& a, const metrics::Points& b) { return metrics::wasserstein2(a, b); },
          draw, evaluate_.cloud, evaluate_.cloud, key / "floor", evaluate_.repetitions));
}

sde::LightBridge LightExperiment::bridge(const run::Ends& laws, std::span<const double> ema) const {
  nn::Parameters parameters(ad::Dtype::f64);
  return losses::LightSb(parameters, epsilon_, metrics::Points::Zero(components_, laws.data->dimension()))
      .bridge(ema);
}

run::SampleRows LightExperiment::samples(run::RunContext& run, std::int64_t first, std::int64_t count) const {
  const ad::Key key = run.key / "sample";
  const run::Ends laws = ends();
  const store::H5Reader file = run::read_model(run.directory);
  const std::vector<double> ema = file.read<double>(run::average_path(file));
  const metrics::Points x = data::sample(*laws.data, key / "start", count, 0, first);
  return run::rows_of(bridge(laws, ema).sample(x, key / "end", static_cast<std::uint64_t>(first)));
}

config::Row<run::Experiment> light_bridge_kind() {
  return config::row<run::Experiment, LightExperiment>("light_bridge", "the same in closed form: LightSB");
}

void LightExperiment::SampleKeys::declare(config::Visitor& v) {
  v.key("count", count, "paths that are kept", {.unit = "paths", .range = config::between(1, 1e8)});
  v.key("states", states, "of them, at times spread evenly over [0, 1], both ends included",
        {.unit = "states", .range = config::between(2, 1000)});
}

void LightExperiment::EvaluateKeys::declare(config::Visitor& v) {
  v.key("cloud", cloud, "points per cloud in distances between samples and the law of X_1",
        {.unit = "points", .range = config::between(2, 20000)});
  v.key("repetitions", repetitions, "independent pairs of clouds", {.range = config::between(1, 1e4)});
}

void LightExperiment::declare(config::Visitor& v) {
  v.section("data", data_, "the law of X_0");
  v.section("prior", prior_, "the law of X_1; any data set");
  v.key("epsilon", epsilon_, "of the reference sqrt(epsilon) dW on [0, 1]",
        {.unit = "data^2", .range = config::positive()});
  v.key("components", components_, "of the potential, which start at points of the law of X_1",
        {.range = config::between(1, 1e5)});
  v.section("train", train_, "training of the potential");
  v.section("sample", sample_, "sampling after training");
  v.section("evaluate", evaluate_, "the distance to the law of X_1");
}

}  // namespace pont::kinds::light_bridge
