// The experiment `target`: its keys, and its phases: chains of each sampler, averages, distances.
#include "experiments/kinds/chains/target_experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/config/error.hpp"
#include "experiments/kinds/chains/figures.hpp"
#include "experiments/kinds/chains/report.hpp"
#include "experiments/metrics/energy_distance.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "experiments/options/section.hpp"
#include "experiments/run/judged.hpp"

namespace pont::kinds::chains {
namespace {

constexpr Eigen::Index kMostModes = 64;

store::H5Shape shape_of(const Eigen::ArrayXd& values) { return {static_cast<std::size_t>(values.size())}; }

std::span<const double> span_of(const Eigen::ArrayXd& values) {
  return {values.data(), static_cast<std::size_t>(values.size())};
}

// Number of the first recorded state that averages along a chain take: after the discarded share, and after
// the stages that lead to the target.
std::size_t first_averaged(const options::ChainPlan& plan, const ChainRun& run, double discard,
                           std::int64_t transitions) {
  std::int64_t before = 0;
  for (std::size_t s = 0; s + 1 < plan.stages.size(); ++s) before += plan.stages[s].transitions;
  const double from = std::max(discard * static_cast<double>(run.iterations.back()),
                               static_cast<double>(before) / static_cast<double>(transitions));
  std::size_t r = 0;
  while (static_cast<double>(run.iterations[r]) < from) ++r;
  return r;
}

}  // namespace

TargetExperiment::Law TargetExperiment::build() const {
  std::unique_ptr<data::DataSet> data = data_->build();
  const auto law = data->exact();
  if (!law || law->weights.size() > kMostModes || !(law->variances.minCoeff() > 0))
    throw config::ConfigError(fmt::format(
        "data: the law of {} is {}; expected a Gaussian mixture of at most {} components with variances "
        "above 0: take mixture, diamond, eight_gaussians or gaussian",
        data_.type(), law ? fmt::format("made of {} components", law->weights.size()) : "not a mixture",
        kMostModes));
  return {std::move(data), sde::MixtureTarget(*law)};
}

options::ChainPlan TargetExperiment::plan(const Law& law, const ChainSamplerKeys& s) const {
  return s.sampler->build(law.target.law(), chains_.iterations * s.transitions);
}

ChainRun TargetExperiment::simulate(const Law& law, const ChainSamplerKeys& s, ad::Key key,
                                    std::int64_t first, std::int64_t count, ad::Workers& workers) const {
  const ChainSchedule schedule{chains_.iterations, chains_.every, s.transitions};
  try {
    return run_chains(plan(law, s), start_.build(law.data->dimension()), schedule, key / "chains" / s.name,
                      first, count, workers);
  } catch (const std::runtime_error& e) {
    throw std::runtime_error(fmt::format("chains.samplers: {}: {}", s.name, e.what()));
  }
}

void TargetExperiment::check() const {
  if (chains_.samplers.empty())
    throw config::ConfigError(
        "chains.samplers: none given; expected a list of 1 to 16 sections, as in [{name: langevin}]");
  const Law law = build();
  start_.build(law.data->dimension());
  for (const ChainSamplerKeys& s : chains_.samplers) plan(law, s);
}

run::Presentation TargetExperiment::presentation() const {
  return {draw_target_figures, target_report, target_table};
}

void TargetExperiment::record(run::RunContext& run, run::RunParts& parts) const {
  const Law law = build();
  parts.require("target", [&](run::RunRecord& part) { record_target(part, law, run.key); });
  for (const ChainSamplerKeys& s : chains_.samplers) {
    parts.measure("chains/" + s.name, [&](run::RunRecord& part) { record_chains(part, law, s, run); });
    parts.measure("distances/" + s.name, [&](run::RunRecord& part) {
      record_distances(part, law, s, parts.points("chains/" + s.name + "/points"), run.key);
    });
  }
}

void TargetExperiment::record_target(run::RunRecord& record, const Law& law, ad::Key key) const {
  const sde::Mixture& mixture = law.target.law();
  record.points("data/points", data::sample(*law.data, key / "figure_data", chains_.count));
  record.array("modes/weights", span_of(mixture.weights), shape_of(mixture.weights));
  record.points("modes/means", mixture.means.matrix());
  record.points(
      "modes/stds",
      mixture.variances.sqrt().replicate(1, mixture.means.cols() / mixture.variances.cols()).matrix());
  record.estimate("modes/floor", metrics::repeat(
                                     [&](const ad::Key& k) {
                                       const metrics::Points x = data::sample(*law.data, k, chains_.count);
                                       return total_variation(
                                           law.target.responsibilities(x).colwise().mean().transpose(),
                                           mixture.weights);
                                     },
                                     key / "modes", 10));
}

void TargetExperiment::record_chains(run::RunRecord& record, const Law& law, const ChainSamplerKeys& s,
                                     run::RunContext& run) const {
  const std::string path = "chains/" + s.name;
  const ChainRun chains = simulate(law, s, run.key, 0, chains_.count, run.workers);
  const metrics::Points reference =
      data::sample(*law.data, run.key / "evaluate" / "reference", evaluate_.reference);
  const std::vector<Observable> seen = observables(law.target.law(), reference);
  record_course(record, law, path, chains, seen, run.key / "evaluate");
  record.scalar(path + "/evaluations", chains.evaluations);
  if (!std::isnan(chains.acceptance(0)))
    record.array(path + "/acceptance", span_of(chains.acceptance), shape_of(chains.acceptance));
  if (chains.swaps.size() > 0) record.array(path + "/swaps", span_of(chains.swaps), shape_of(chains.swaps));
  record_averages(record, law, s, chains, seen);
}

void TargetExperiment::record_distances(run::RunRecord& record, const Law& law, const ChainSamplerKeys& s,
                                        const metrics::Points& last, ad::Key key) const {
  const run::CloudSettings clouds{evaluate_.cloud, evaluate_.repetitions};
  const metrics::Metric w2 = [](const metrics::Points& x, const metrics::Points& y) {
    return metrics::wasserstein2(x, y);
  };
  for (const auto& [name, metric] :
       {std::pair{"w2", w2}, {"energy_distance", metrics::Metric(metrics::energy_distance)}}) {
    const run::Judged j = run::evaluate_samples(metric, *law.data, last, clouds, key / "clouds");
    record.estimate("evaluation/samples/" + s.name + "/" + name + "/ours", *j.ours);
    record.estimate("evaluation/samples/" + s.name + "/" + name + "/floor", *j.floor);
  }
}

void TargetExperiment::record_course(run::RunRecord& record, const Law& law, const std::string& path,
                                     const ChainRun& run, const std::vector<Observable>& seen,
                                     ad::Key key) const {
  const std::size_t R = run.states.size();
  record.array(path + "/iterations", std::vector<double>(run.iterations.begin(), run.iterations.end()), {R});
  record.points(path + "/points", run.states.back());
  const ModeWeights weights = mode_weights(law.target, run.states);
  record.points(path + "/mode_weights", weights.mean);
  record.points(path + "/mode_weights_error", weights.error);
  for (const Observable& o : seen) {
    const Course course = along(run.states, o.values);
    record.array(path + "/observables/" + o.name, course.mean, {R});
    record.array(path + "/observables/" + o.name + "_error", course.error, {R});
  }
  metrics::Points paths(chains_.paths, static_cast<Eigen::Index>(R));
  std::vector<double> distances;
  const metrics::Points reference = data::sample(*law.data, key / "course", evaluate_.cloud);
  for (std::size_t r = 0; r < R; ++r) {
    paths.col(static_cast<Eigen::Index>(r)) = run.states[r].col(0).head(chains_.paths);
    distances.push_back(metrics::energy_distance(run.states[r].topRows(evaluate_.cloud), reference));
  }
  record.points(path + "/paths", paths);
  record.array(path + "/energy_distance", distances, {R});
}

void TargetExperiment::record_averages(run::RunRecord& record, const Law& law, const ChainSamplerKeys& s,
                                       const ChainRun& run, const std::vector<Observable>& seen) const {
  const std::size_t from = first_averaged(plan(law, s), run, evaluate_.discard, s.transitions);
  record.scalar("chains/" + s.name + "/averaged_from", static_cast<double>(run.iterations[from]));
  for (const Observable& o : seen) {
    const std::string path = "evaluation/observables/" + s.name + "/" + o.name;
    record.estimate(path + "/ours", average(run.states, from, o.values));
    record.estimate(path + "/exact", o.exact);
  }
}

run::SampleRows TargetExperiment::samples(run::RunContext& run, std::int64_t first,
                                          std::int64_t count) const {
  return run::rows_of(
      simulate(build(), chains_.samplers.front(), run.key, first, count, run.workers).states.back());
}

config::Row<run::Experiment> chains_kind() {
  return config::row<run::Experiment, TargetExperiment>("target",
                                                        "sample a fixed law by chains, and judge them");
}

void ChainSamplerKeys::declare(config::Visitor& v) {
  v.key("name", name, "what the chains are called in run.h5, figures and report", {.word = true});
  v.key("transitions", transitions, "transitions in one iteration, to compare samplers at equal cost",
        {.range = config::between(1, 1e6)});
  v.section("sampler", sampler, "the method");
}

void ChainKeys::declare(config::Visitor& v) {
  v.key("count", count, "independent chains per sampler",
        {.unit = "chains", .range = config::between(2, 1e6)});
  v.key("iterations", iterations, "length of each chain",
        {.unit = "iterations", .range = config::between(1, 1e9)});
  v.key("every", every, "iterations between two recorded states",
        {.unit = "iterations", .range = config::between(1, 1e9)});
  v.key("paths", paths, "chains whose first coordinate is drawn against iterations",
        {.unit = "chains", .range = config::between(1, 1e4)});
  v.list("samplers", samplers, "each runs its own chains", {.length = config::between(1, 16)});
  v.check(options::names_differ(samplers), {"samplers"}, "two samplers of one name", "names that differ");
  v.check(paths <= count, {"paths", "count"}, "more paths than chains", "at most count");
}

void StartKeys::declare(config::Visitor& v) {
  v.key("centre", centre, "where chains start, one number per coordinate; empty for the origin",
        {.unit = "data units"});
  v.key("std", std, "standard deviation of their starts around it",
        {.unit = "data units", .range = config::at_least(0)});
}

ChainStart StartKeys::build(int d) const {
  if (!centre.empty() && static_cast<int>(centre.size()) != d)
    throw config::ConfigError(
        fmt::format("start.centre: got {} coordinates; expected the target's {}, or none", centre.size(), d));
  if (centre.empty()) return {Eigen::RowVectorXd::Zero(d), std};
  return {Eigen::Map<const Eigen::RowVectorXd>(centre.data(), d), std};
}

void TargetEvaluation::declare(config::Visitor& v) {
  v.key("discard", discard, "first share of the iterations, left out of averages along chains",
        {.range = {.low = 0, .high = 1, .high_open = true}});
  v.key("cloud", cloud, "points per cloud in distances between last states and the target",
        {.unit = "points", .range = config::between(2, 4000)});
  v.key("repetitions", repetitions, "independent pairs of clouds", {.range = config::between(1, 1e4)});
  v.key("reference", reference, "points of the target for the mean of its energy",
        {.unit = "points", .range = config::between(2, 1e7)});
}

void TargetExperiment::declare(config::Visitor& v) {
  v.section("data", data_, "the target: a data set whose law is a Gaussian mixture");
  v.section("start", start_, "the law of the first states");
  v.section("chains", chains_, "the chains");
  v.section("evaluate", evaluate_, "measurements on the chains");
  v.check(chains_.count >= evaluate_.cloud * evaluate_.repetitions, {"chains", "evaluate"},
          "fewer chains than clouds need", "chains.count of at least evaluate.cloud * evaluate.repetitions");
}

}  // namespace pont::kinds::chains
