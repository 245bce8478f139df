// The experiment `bridge`: its keys, and its phases: train all half-bridges, measure, sample, draw, report.
#include "experiments/kinds/bridge/bridge_experiment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/kinds/bridge/bridge_training.hpp"
#include "experiments/kinds/bridge/figures.hpp"
#include "experiments/kinds/bridge/line_truth.hpp"
#include "experiments/kinds/bridge/report.hpp"
#include "experiments/run/ends.hpp"

namespace pont::kinds::bridge {
namespace {

// Some states of the paths, and first coordinates of a few of them.
void record_direction(run::RunRecord& record, const std::string& name, const SimulatedPaths& paths,
                      const BridgeSampleKeys& keys) {
  const std::size_t N = paths.states.size() - 1, kept = std::min<std::size_t>(keys.states, N + 1);
  std::vector<double> nodes, states, trajectories;
  for (std::size_t i = 0; i < kept; ++i) {
    const std::size_t k = (2 * i * N + kept - 1) / (2 * (kept - 1));
    nodes.push_back(static_cast<double>(k));
    states.insert(states.end(), paths.states[k].data(), paths.states[k].data() + paths.states[k].size());
  }
  const Eigen::Index n = paths.states[0].rows(), drawn = std::min<Eigen::Index>(keys.paths, n);
  for (Eigen::Index i = 0; i < drawn; ++i)
    for (const metrics::Points& x : paths.states) trajectories.push_back(x(i, 0));
  record.array("samples/" + name + "/nodes", nodes, {kept});
  record.array("samples/" + name + "/states", states,
               {kept, static_cast<std::size_t>(n), static_cast<std::size_t>(paths.states[0].cols())});
  record.array("trajectories/" + name + "/values", trajectories, {static_cast<std::size_t>(drawn), N + 1});
}

void record_times(run::RunRecord& record, const sde::EulerChain& chain) {
  std::vector<double> times{0};
  for (int k = 0; k < chain.steps(); ++k) times.push_back(times.back() + chain.gamma(k));
  record.array("chain/times", times, {times.size()});
}

}  // namespace

BridgeModel BridgeExperiment::build() const {
  run::Ends ends = run::joined_ends(data_->build(), prior_->build());
  const int d = ends.data->dimension();
  losses::Chain chain(reference_->build(steps_->build(), d), losses::step_unit(unit_));
  std::shared_ptr<const losses::Head> head = method_->head();
  nn::Parameters parameters;
  std::unique_ptr<nn::TimeNetwork> network = network_->build(parameters, {ends.shape(), 1, head->outputs(1)});
  return {std::move(ends.data), std::move(ends.prior), std::move(chain),
          std::move(head),      std::move(parameters), std::move(network)};
}

BridgeModel BridgeExperiment::build_training(ad::Key key) const {
  BridgeModel model = build();
  model.data = train_.training_set(std::move(model.data), key / "data");
  model.prior = train_.training_set(std::move(model.prior), key / "prior");
  return model;
}

HalfBridgeOptions BridgeExperiment::half_bridge_options(const nn::Optimiser& optimiser) const {
  return {train_.options(), optimiser, cache_.units, cache_.refresh, cache_.chunk};
}

void BridgeExperiment::check() const {
  const BridgeModel model = build();
  const auto method = method_->build();
  const std::string refusal = line_truth_refusal(model, *method);
  if (!refusal.empty()) fmt::print(stderr, "{}\n", refusal);
  train_.check();
}

run::Presentation BridgeExperiment::presentation() const {
  return {draw_bridge_figures, bridge_report, bridge_table};
}

void BridgeExperiment::train(run::RunRecord& record, const BridgeModel& model, const Method& method,
                             run::RunContext& run) const {
  const BridgeModel seen = build_training(run.key / "training_points");
  const auto optimiser = train_.optimiser->build();
  BridgeTraining training(seen, method,
                          {half_bridge_options(*optimiser), train_.steps, warm_start_, run.key / "train"},
                          run.workers);
  fmt::print(stderr, "{} parameters, {} half-bridges of {} steps, {} workers\n", model.parameters.size(),
             method.half_bridges(), train_.steps, run.workers.count());
  fmt::print(stderr, "{}\n", horizon_sentence(model));
  const std::int64_t steps = method.half_bridges() * train_.steps;
  run::Previews previews(run, train_.preview, steps, [&](ad::Key key) {
    return bridge_preview(model, method, training.networks_so_far(), key, run.workers);
  });
  record.seconds("train", run::train(run, training, steps, train_.log_every, previews));
  write_networks(record.file(), "model/networks", training.networks());
  run::record_metrics(record, run.directory);
}

MeasureSettings BridgeExperiment::measure_settings() const {
  return {evaluate_.count,   evaluate_.cloud, evaluate_.repetitions,
          evaluate_.keep,    cache_.chunk,    {evaluate_.starts, evaluate_.draws},
          sample_.last_noise};
}

void BridgeExperiment::record_ends(run::RunRecord& record, const BridgeModel& model, ad::Key key) const {
  record_times(record, model.chain.reference());
  for (const auto& [name, end] : {std::pair{"data", model.data.get()}, {"prior", model.prior.get()}})
    record.points(std::string(name) + "/points", data::sample(*end, key / "figure" / name, sample_.count));
}

void BridgeExperiment::record_paths(run::RunRecord& record, const TrainedBridge& bridge,
                                    losses::Direction direction, ad::Key key) const {
  const LearnedPolicy policy = bridge.policy(bridge.last(direction), sample_.last_noise);
  record_direction(record, direction.name(),
                   simulate(bridge.model, policy, key / "sample" / direction.name(), sample_.count,
                            cache_.chunk, bridge.workers),
                   sample_);
}

void BridgeExperiment::record(run::RunContext& run, run::RunParts& parts) const {
  const BridgeModel model = build();
  const auto method = method_->build();
  parts.require(run::training_part, [&](run::RunRecord& part) { train(part, model, *method, run); });
  const auto networks = read_networks(parts.holding("model/networks"), "model/networks");
  const TrainedBridge bridge{model, *method, networks, run.workers};
  parts.require("ends", [&](run::RunRecord& part) { record_ends(part, model, run.key); });
  measure_bridge(parts, bridge, measure_settings(), run.key / "evaluate");
  for (const losses::Direction direction : {losses::backward, losses::forward})
    if (bridge.last(direction) >= 0)
      parts.measure("samples/" + direction.name(),
                    [&](run::RunRecord& part) { record_paths(part, bridge, direction, run.key); });
}

run::SampleRows BridgeExperiment::samples(run::RunContext& run, std::int64_t first,
                                          std::int64_t count) const {
  const BridgeModel model = build();
  const auto method = method_->build();
  const auto networks = networks_so_far(run::read_model(run.directory));
  const TrainedBridge bridge{model, *method, networks, run.workers};
  const losses::Direction direction =
      sample_.direction == losses::forward.name() ? losses::forward : losses::backward;
  if (bridge.last(direction) < 0)
    throw config::DataError(fmt::format("{}: no {} half-bridge is in this model yet",
                                        run.directory.path().string(), direction.name()));
  const SimulatedPaths paths =
      simulate(model, bridge.policy(bridge.last(direction), sample_.last_noise),
               run.key / "sample" / direction.name(), first + count, cache_.chunk, run.workers);
  const metrics::Points& end = paths.states[static_cast<std::size_t>(direction.last_node(model.N()))];
  return run::rows_of(end.bottomRows(count));
}

std::int64_t BridgeExperiment::training_steps() const {
  return method_->build()->half_bridges() * train_.steps;
}

config::Row<run::Experiment> bridge_kind() {
  return config::row<run::Experiment, BridgeExperiment>("bridge",
                                                        "learn a Schroedinger bridge between two data sets");
}

void CacheKeys::declare(config::Visitor& v) {
  v.key("units", units,
        "simulated paths (DSB: N rows each) or coupled pairs of ends that the cache holds; with N steps in d "
        "dimensions it takes units * N * 8 (d + 1) bytes for DSB, units * 8 (d + N) for the others",
        {.unit = "paths", .range = config::between(1, 1e8)});
  v.key("refresh", refresh,
        "training steps between two fillings; each path and edge is used once in units * N / batch steps",
        {.unit = "steps", .range = config::between(1, 1e9)});
  v.key("chunk", chunk,
        "paths that are simulated together, and the block that minibatch transport couples; results depend "
        "on it",
        {.unit = "paths", .range = config::between(1, 1e6)});
  v.check(units % chunk == 0, {"chunk", "units"}, "cache units that are no multiple of the chunk",
          "for example units 2560, chunk 256");
}

void BridgeSampleKeys::declare(config::Visitor& v) {
  v.key("count", count, "paths of each direction that are kept for the figures",
        {.unit = "paths", .range = config::between(1, 1e8)});
  v.key("states", states, "of them, spread evenly over the chain, both ends included",
        {.unit = "states", .range = config::between(2, 1000)});
  v.key("paths", paths, "trajectories that are drawn", {.unit = "paths", .range = config::between(1, 1e4)});
  v.key("last_noise", last_noise,
        "add noise in the last step too, when sampling and measuring; without it 2 gamma of variance is "
        "missing, but pictures are sharper (De Bortoli et al. 2021 leave it out)");
  v.key("direction", direction, "what `pont sample` draws: backward gives data, forward gives the prior",
        {.one_of = {losses::backward.name(), losses::forward.name()}});
}

void BridgeEvaluateKeys::declare(config::Visitor& v) {
  v.key("count", count, "paths that each half-bridge is measured with",
        {.unit = "paths", .range = config::between(2, 1e8)});
  v.key("cloud", cloud, "points per cloud in distances between samples and data",
        {.unit = "points", .range = config::between(2, 20000)});
  v.key("repetitions", repetitions, "independent pairs of clouds", {.range = config::between(1, 1e4)});
  v.key("keep", keep, "points of the sampled end that run.h5 keeps of every half-bridge",
        {.unit = "points", .range = config::between(0, 1e8)});
  v.key("starts", starts,
        "points at which conditional laws of the other end are measured, between normal ends",
        {.unit = "points", .range = config::between(2, 1e6)});
  v.key("draws", draws, "paths from each of them", {.unit = "paths", .range = config::between(2, 1e6)});
  v.check(keep <= count, {"keep", "count"}, "more points kept than there are", "keep of at most count");
  v.check(count >= cloud * repetitions, {"count", "cloud", "repetitions"}, "fewer paths than clouds need",
          "count of at least cloud * repetitions");
}

void BridgeExperiment::declare(config::Visitor& v) {
  v.section("data", data_, "the law of X_0");
  v.section("prior", prior_, "the law of X_N; any data set");
  v.section("reference", reference_, "the process that the bridge stays close to");
  v.section("steps", steps_, "sizes of the steps from X_0 to X_N");
  v.section("method", method_, "how the bridge is learned");
  v.section("network", network_, "of state and k / N, the same for both directions");
  std::vector<std::string> units;
  for (const losses::StepUnit& row : losses::step_units()) units.push_back(row.name);
  v.key("unit", unit_, "what the output of a network counts in (pont list units)",
        {.one_of = std::move(units)});
  v.section("train", train_, "training of every half-bridge, with an optimiser of its own");
  v.check(train_.steps >= 1, {"train"}, "half-bridges of 0 steps",
          "train.steps of at least 1: a half-bridge starts from what the one before it learned");
  v.key("warm_start", warm_start_,
        "start a network from the previous one of its direction, instead of afresh");
  v.section("cache", cache_, "training pairs in memory");
  v.section("sample", sample_, "sampling after training");
  v.section("evaluate", evaluate_, "measurements of every half-bridge after training");
}

}  // namespace pont::kinds::bridge
