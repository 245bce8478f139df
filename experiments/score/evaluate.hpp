// Every learned number beside what a perfect model would score: loss, likelihood, distances of samples.
#pragma once
#include <optional>

#include "experiments/metrics/repetition.hpp"
#include "experiments/score/generate.hpp"

namespace pont::experiments {

struct EvaluationSettings final {
  ad::i64 loss_rows = 20'000;       ///< test draws of the loss
  ad::i64 likelihood_rows = 2'000;  ///< test points of the likelihood
  double likelihood_time = 1e-5;    ///< t0
  ad::i64 likelihood_probes = 0;    ///< of the divergence; 0: exact
  ad::i64 cloud = 1'000;            ///< points per cloud in W2
  ad::i64 repetitions = 5;          ///< independent pairs of clouds
};

/// A learned value and the floor below which nobody can get, both in the same unit.
struct Judged final {
  Estimate ours;
  std::optional<Estimate> floor;
  std::optional<Estimate> excess;  ///< ours - floor on the same draws, where both were measured on the same
  ad::i64 lost = 0;                ///< draws left out of all three because ours is infinite there
};

/// The objective on test draws; the floor is the loss of the exact score on exactly these draws (Bayes loss).
Judged evaluate_loss(const TrainedScore&, const EvaluationSettings&, ad::Key key);
/// The same of another objective for the network: another weighting, or other times.
Judged evaluate_loss(const TrainedScore&, const losses::Denoising& objective, const EvaluationSettings&,
                     ad::Key key);
/// Negative log-likelihood of test points in nats; the floor is the exact negative log-density at these
/// points (its mean is the entropy). For k > 1 ours is an upper bound through a draw of the auxiliary blocks,
/// and the excess is over that bound for the exact score, with the same draws (its mean is the floor too).
/// Points that the learned flow loses (sde::log_likelihood) are counted and left out.
Judged evaluate_likelihood(const TrainedScore&, const EvaluationSettings&, ad::Key key);
/// A metric between samples and fresh data, over `repetitions` pairs of clouds; the floor is data against
/// data.
Judged evaluate_samples(const Metric&, const DataSet&, const Points& samples, const EvaluationSettings&,
                        ad::Key key);

}  // namespace pont::experiments
