// Every learned number beside what a perfect model would score: loss, likelihood, distances of samples.
#pragma once
#include "experiments/kinds/score/bits_per_dimension.hpp"
#include "experiments/run/judged.hpp"
#include "experiments/run/record.hpp"

namespace pont::kinds::score {

struct EvaluationSettings final {
  ad::i64 loss_rows = 20'000;                                     ///< test draws of the loss
  ad::i64 likelihood_rows = 2'000;                                ///< test points of the likelihood
  double likelihood_time = 1e-5;                                  ///< t0
  ad::i64 likelihood_probes = 0;                                  ///< of the divergence; 0: exact
  ad::i64 likelihood_evaluations = sde::Tolerance{}.evaluations;  ///< of the field in one flow, at most
  run::CloudSettings clouds = {};                                 ///< in distances of samples
  BitKeys bits = {};                                              ///< of images of bytes

  /// Those of the bits: they end where the likelihood does, and share its evaluations.
  BitSettings bit_settings() const {
    return {bits, likelihood_time, {bits.tolerance, bits.tolerance, likelihood_evaluations}};
  }
};

/// The denoising objective on test draws, whichever objective with its minimiser was trained; the floor is
/// the loss of the exact score on exactly these draws (Bayes loss).
run::Judged evaluate_loss(const TrainedScore&, const EvaluationSettings&, ad::Key key);
/// The same of another objective for the network: another weighting, or other times.
run::Judged evaluate_loss(const TrainedScore&, const losses::Denoising& objective, const EvaluationSettings&,
                          ad::Key key);

/// The same on at most 1,000 draws, beside the loss of the best linear denoiser: the exact score of a
/// Gaussian with the moments of the data. What lies below it the network knows beyond a covariance.
run::Judged evaluate_linear_loss(const TrainedScore&, const EvaluationSettings&, const sde::Gaussian& law,
                                 ad::Key key);

/// What the likelihood of a model is called in run.h5: "likelihood", or "likelihood_bound" for k > 1.
std::string likelihood_name(const sde::LinearSde&);
/// Negative log-likelihood of test points in nats; the floor is the exact negative log-density at these
/// points (its mean is the entropy). For k > 1 both are upper bounds, through the same draw of the auxiliary
/// blocks: the floor is that of the exact score. Not given where the data, or the auxiliary blocks at t = 0,
/// have no density, when the learned flow loses a point (sde::log_likelihood), and when it takes too many
/// evaluations.
run::Judged evaluate_likelihood(const TrainedScore&, const EvaluationSettings&, ad::Key key);

/// log p in nats of each row of `points` [n, d], which are in the units of the file: of the learned flow at
/// likelihood_time, for k > 1 a lower bound; of images of bytes bits per dimension (bits_of). Throws
/// ConfigError where the model has no likelihood, or points of another dimension are given.
std::vector<double> likelihoods_of(const TrainedScore&, const metrics::Points& points,
                                   const EvaluationSettings&, ad::Key key);

struct DensityKeys final {
  std::int64_t cells = 120;
  double extent = 1.2, time = 1e-4, tolerance = 1e-3;
  void declare(config::Visitor&);
};

/// The learned density of plane data on a grid, and data at the same time to compare with, under "density/".
void record_density(run::RunRecord&, const TrainedScore&, const DensityKeys&, ad::Key key);

}  // namespace pont::kinds::score
