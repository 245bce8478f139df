// What is measured on a network of the toy experiments, all beside what a perfect network would score.
#pragma once
#include "experiments/kinds/score/evaluate.hpp"
#include "experiments/kinds/score/trained_run.hpp"

namespace pont::reproductions::cld {

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
