// The toy runs: models from their cells, and what budget, data set and seed lay upon them.
#include "experiments/reproductions/cld/toy_runs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/reproductions/cld/toys.hpp"

namespace pont::reproductions::cld {
namespace {

struct ToyCells final {
  std::vector<ToyModel> models;
  void declare(config::Visitor& v) { v.list("models", models, "ways to learn the score"); }
};

}  // namespace

const std::vector<ToyModel>& toy_models() {
  static const std::vector<ToyModel> rows = reproduce::load_cells<ToyCells>("cld_toys").models;
  return rows;
}

ToyModel damped_model(const std::string& name, const std::string& title, double damping) {
  return {name,
          title,
          toy_models().front().config,
          {fmt::format("sde.damping_ratio={}", damping / critical_damping)}};
}

const std::vector<ToyData>& toy_data() {
  static const std::vector<ToyData> rows{{"diamond", "diamond"}, {"multi_swiss_roll", "multi swiss roll"}};
  return rows;
}

void ToyBudget::declare(config::Visitor& v) {
  v.key("steps", steps, "optimiser steps of each training",
        {.unit = "steps", .range = config::between(1, 1e9)});
  v.key("seeds", seeds, "trainings of each model", {.range = config::between(1, 1000)});
  v.key("snapshots", snapshots, "steps after which the network is looked at",
        {.unit = "steps", .range = config::at_least(1)});
}

reproduce::RunRequest toy_run(const ToyBudget& budget, const ToyData& data, const ToyModel& model,
                              std::int64_t seed) {
  reproduce::RunRequest run{
      fmt::format("{}_{}_{}", data.key, model.name, seed),
      model.config,
      {"data.type=" + data.key, fmt::format("seed={}", seed), fmt::format("train.steps={}", budget.steps),
       fmt::format("train.snapshots=[{}]", fmt::join(budget.snapshots, ", "))},
      reproduce::Place::shared};
  run.overrides.insert(run.overrides.end(), model.overrides.begin(), model.overrides.end());
  return run;
}

std::vector<reproduce::RunRequest> toy_runs(const ToyBudget& budget, const ToyData& data,
                                            const std::vector<ToyModel>& models) {
  std::vector<reproduce::RunRequest> all;
  for (const ToyModel& model : models)
    for (std::int64_t seed = 1; seed <= budget.seeds; ++seed)
      all.push_back(toy_run(budget, data, model, seed));
  return all;
}

}  // namespace pont::reproductions::cld
