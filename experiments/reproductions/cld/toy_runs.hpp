// The trainings behind the toy experiments: which there are, and what is measured on them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::cld {

/// A way to learn the score: what is laid upon configs/cld/toys.yaml.
struct ToyModel final {
  std::string key, name;  ///< in file names, in reports
  std::vector<std::string> overrides;
};
/// CLD with mixed score, CLD plain, VP (mixed, as it is usual there).
const std::vector<ToyModel>& toy_models();
/// CLD with mixed score at Gamma = damping * sqrt(M).
ToyModel damped_model(const std::string& key, const std::string& name, double damping);

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

/// What the runs of a model on a data set are configured by.
reproduce::UsedSettings toy_settings(const ToyBudget&, const ToyData&, const ToyModel&);

/// The finished run of a model on a data set; seed counts from 1.
std::filesystem::path toy_run(const reproduce::Laboratory&, const ToyBudget&, const ToyData&, const ToyModel&,
                              std::int64_t seed);

}  // namespace pont::reproductions::cld
