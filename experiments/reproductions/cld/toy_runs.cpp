// Overrides, and the names of run directories.
#include "experiments/reproductions/cld/toy_runs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "experiments/kinds/registry.hpp"
#include "experiments/reproductions/cld/toys.hpp"

namespace pont::reproductions::cld {
namespace {

constexpr const char* config = "configs/cld/toys.yaml";

std::vector<std::string> toy_overrides(const ToyBudget& budget, const ToyData& data, const ToyModel& model,
                                       std::int64_t seed) {
  std::vector<std::string> overrides{"data.type=" + data.key, fmt::format("seed={}", seed),
                                     fmt::format("train.steps={}", budget.steps),
                                     fmt::format("train.snapshots=[{}]", fmt::join(budget.snapshots, ", "))};
  overrides.insert(overrides.end(), model.overrides.begin(), model.overrides.end());
  return overrides;
}

}  // namespace

const std::vector<ToyModel>& toy_models() {
  static const std::vector<ToyModel> rows{
      {"cld_mixed", "CLD, mixed score", {}},
      {"cld_plain", "CLD, plain score", {"objective.parametrisation={type: plain}"}},
      {"vp",
       "VP, mixed score",
       {"sde={type: vp, clock: {type: constant, beta: 4}}",
        "objective={type: dsm, parametrisation: {type: mixed, data_variance: 1}, weighting: likelihood, "
        "times: "
        "importance, t_min: 1e-5, floor: 0}"}}};
  return rows;
}

ToyModel damped_model(const std::string& key, const std::string& name, double damping) {
  return {key, name, {fmt::format("sde.damping_ratio={}", damping / critical_damping)}};
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

reproduce::UsedSettings toy_settings(const ToyBudget& budget, const ToyData& data, const ToyModel& model) {
  return reproduce::settings_of_run(kinds::experiment_kinds(), model.name, config,
                                    toy_overrides(budget, data, model, 1));
}

std::filesystem::path toy_run(const reproduce::Laboratory& laboratory, const ToyBudget& budget,
                              const ToyData& data, const ToyModel& model, std::int64_t seed) {
  return laboratory.shared_run(fmt::format("{}_{}_{}", data.key, model.key, seed), config,
                               toy_overrides(budget, data, model, seed));
}

}  // namespace pont::reproductions::cld
