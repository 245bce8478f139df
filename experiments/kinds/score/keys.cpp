// Every key of the experiment `score`, declared once.
#include <algorithm>
#include <functional>

#include "experiments/kinds/score/score_experiment.hpp"
#include "experiments/options/section.hpp"

namespace pont::kinds::score {

void SamplerKeys::declare(config::Visitor& v) {
  v.key("name", name, "what the samples are called in run.h5, figures and report", {.word = true});
  config::Rules known;
  for (const Start& s : starts()) known.one_of.push_back(s.name);
  v.key("start", start, "law of the first states: the prior, or exactly that of the data at T", known);
  v.section("sampler", sampler, "the method");
  v.key("guidance", guidance,
        "w of classifier-free guidance s(u | y) + w (s(u | y) - s(u)) in a conditional model; 0: none. Each "
        "sample has the class of a point of the data",
        {.range = config::between(-1, 1000)});
}

void ConditionKeys::declare(config::Visitor& v) {
  v.key("drop", drop,
        "share of the points of training whose class is not told, so that the network learns the "
        "unconditional score "
        "too, which guidance, loss and likelihood need",
        {.range = config::between(0, 1)});
}

void SampleKeys::declare(config::Visitor& v) {
  v.key("count", count, "samples per sampler", {.unit = "points", .range = config::between(1, 1e8)});
  v.key("chunk", chunk, "samples that are computed together; results depend on it in the last digits",
        {.unit = "points", .range = config::between(1, 1e6)});
  v.key("paths", paths, "trajectories that are recorded",
        {.unit = "paths", .range = config::between(1, 1e4)});
  v.key("times", times,
        "when trajectories are recorded, at the next node of a sampler's grid; empty for 120 times",
        {.unit = "time", .range = config::at_least(0)});
  v.list("samplers", samplers, "each draws its own samples", {.length = config::between(0, 32)});
  v.check(options::names_differ(samplers), {"samplers"}, "two samplers of one name", "names that differ");
}

void DensityKeys::declare(config::Visitor& v) {
  v.key("cells", cells, "cells along each axis of the square",
        {.unit = "cells", .range = config::between(2, 2000)});
  v.key("extent", extent, "the square is [-extent, extent]^2",
        {.unit = "data units", .range = config::positive()});
  v.key("time", time, "diffusion time at which the density is taken; it smooths what is narrower than a cell",
        {.unit = "time", .range = config::positive()});
  v.key("tolerance", tolerance, "tolerated error of a step of the flow, relative and absolute",
        {.range = {.low = 1e-14, .high = 1, .high_open = true}});
}

namespace {

struct ScoreTrainKeys final {
  run::TrainKeys& train;
  std::vector<std::int64_t>& snapshots;
  void declare(config::Visitor& v) {
    train.declare(v);
    v.key("snapshots", snapshots,
          "steps after which the moving average is kept in run.h5 too, to look at the course of training",
          {.unit = "steps", .range = config::between(1, 1e12)});
    v.check(std::is_sorted(snapshots.begin(), snapshots.end(), std::less_equal<>()) &&
                (snapshots.empty() || snapshots.back() <= train.steps),
            {"snapshots", "steps"}, "snapshots that do not ascend, or lie beyond the last step",
            "ascending steps up to train.steps");
  }
};

config::Rules measure_names() {
  config::Rules rules;
  for (const run::SampleMeasure& m : run::sample_measures()) rules.one_of.push_back(m.name);
  return rules;
}

struct EvaluateKeys final {
  EvaluationSettings& s;
  void declare(config::Visitor& v) {
    v.key("loss_rows", s.loss_rows, "test draws of the loss",
          {.unit = "rows", .range = config::between(2, 1e8)});
    v.key("likelihood_rows", s.likelihood_rows, "test points of the likelihood, 0 for none",
          {.unit = "points", .range = config::between(0, 1e8)});
    v.key("likelihood_time", s.likelihood_time, "time t0 at which the likelihood is taken",
          {.unit = "time", .range = config::positive()});
    v.key("likelihood_probes", s.likelihood_probes,
          "random probes of the flow's divergence (Hutchinson's estimator), 0 for the exact divergence",
          {.range = config::between(0, 1e6)});
    v.key("likelihood_evaluations", s.likelihood_evaluations,
          "most evaluations of the flow of one chunk of points; beyond them the likelihood is not given",
          {.unit = "evaluations", .range = config::between(8, 1e12)});
    v.section("bits", s.bits,
              "bits per dimension of images of bytes, beside likelihood_time and likelihood_evaluations");
    v.key("cloud", s.clouds.points, "points per cloud in distances between samples and data",
          {.unit = "points", .range = config::between(2, 4000)});
    v.key("repetitions", s.clouds.repetitions, "independent pairs of clouds",
          {.range = config::between(1, 1e4)});
    v.key("metrics", s.clouds.metrics, "measures of the samples; empty: all", measure_names());
  }
};

}  // namespace

void ScoreExperiment::declare(config::Visitor& v) {
  v.section("data", data_, "the law to learn");
  v.section("sde", sde_, "forward process");
  v.section("objective", objective_, "what the network regresses on");
  v.section("network", network_, "the network of state and time");
  v.optional("condition", condition_, "tell the network the class of each point (data with classes)");
  ScoreTrainKeys train{train_, snapshots_};
  v.section("train", train, "training");
  v.section("sample", sample_, "sampling after training");
  EvaluateKeys evaluate{evaluate_};
  v.section("evaluate", evaluate, "measurements after training");
  v.check(sample_.samplers.empty() || sample_.count >= evaluate_.clouds.points * evaluate_.clouds.repetitions,
          {"sample", "evaluate"}, "fewer samples than clouds need",
          "sample.count of at least evaluate.cloud * evaluate.repetitions");
  v.optional("density", density_, "the learned density on a grid (two-dimensional data)");
}

}  // namespace pont::kinds::score
