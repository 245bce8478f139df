// The trainings behind the toy experiments, and what is measured on their networks beside what a perfect one
// scores.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "experiments/kinds/score/evaluate.hpp"
#include "experiments/kinds/score/trained_run.hpp"
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

struct ToyMeasureSettings final {
  std::int64_t loss_rows = 10'000, likelihood_rows = 2'000;
  std::uint64_t seed = 1;  ///< of test points and draws: the same for all networks of a data set
};

/// One network: that of the end of a run, or of a snapshot.
struct ToyMeasure final {
  std::int64_t step = 0;
  run::Judged loss;  ///< as it was published: weight ell^-2, t ~ U[1e-5, 1]
  run::Judged nll;   ///< nats; for CLD the upper bound
};

/// The rows of a learning curve: the snapshots, then the end.
std::vector<ToyMeasure> toy_course(const kinds::score::TrainedRun& run,
                                   const std::vector<std::int64_t>& snapshots, std::int64_t steps,
                                   const ToyMeasureSettings& settings, ad::Workers& workers);

/// The end alone.
ToyMeasure toy_end(const kinds::score::TrainedRun& run, std::int64_t steps,
                   const ToyMeasureSettings& settings, ad::Workers& workers);

/// The published loss of the final network alone, on `rows` draws: for an absolute value.
metrics::Estimate published_loss(const kinds::score::TrainedRun& run, std::int64_t rows, std::uint64_t seed);

/// What the Gaussian with the mean and covariance of the data scores, which knows nothing of their shape: a
/// rule that it meets says little. The published loss of its exact score, on the draws of published_loss(),
/// and its negative log-likelihood above the entropy of the data. Throws std::invalid_argument where their
/// law is unknown.
double gaussian_loss(const kinds::score::TrainedRun& run, std::int64_t rows, std::uint64_t seed);
double gaussian_nll(const kinds::score::TrainedRun& run, std::int64_t rows, std::uint64_t seed);

/// n samples by the probability flow (RK45) with the given parameters.
metrics::Points toy_samples(const kinds::score::TrainedRun& run, const ad::Tensor& parameters, std::int64_t n,
                            ad::Workers& workers);

}  // namespace pont::reproductions::cld
