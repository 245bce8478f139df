// The trainings behind the toy experiments: which there are, and what is measured on them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::cld {

/// A way to learn the score: what is laid upon configs/cld/toys.yaml.
using ToyModel = reproduce::Cell;
/// Those of configs/cells/cld_toys.yaml: CLD with mixed score, CLD plain, VP.
const std::vector<ToyModel>& toy_models();
/// The first of them at Gamma = damping * sqrt(M).
ToyModel damped_model(const std::string& name, const std::string& title, double damping);

/// A data set of the toy experiments.
struct ToyData final {
  std::string key, name;
};
/// diamond, multi_swiss_roll.
const std::vector<ToyData>& toy_data();

/// How long to train, and how often: the keys that all reproductions with toy runs have. Their defaults give
/// the runs that they share.
struct ToyBudget final {
  std::int64_t steps = 30'000, seeds = 3;
  std::vector<std::int64_t> snapshots{1000, 3000, 10'000, 20'000};
  void declare(config::Visitor&);
};

/// The run of a model on a data set; seed counts from 1.
reproduce::RunRequest toy_run(const ToyBudget&, const ToyData&, const ToyModel&, std::int64_t seed);
/// All seeds of each model on a data set.
std::vector<reproduce::RunRequest> toy_runs(const ToyBudget&, const ToyData&, const std::vector<ToyModel>&);

}  // namespace pont::reproductions::cld
