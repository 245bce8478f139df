// The variational bound of a likelihood: reverse SDE against forward SDE, without solving either.
#pragma once
#include <functional>

#include "sde/linear_sde.hpp"
#include "sde/noise.hpp"
#include "sde/score.hpp"

namespace pont::sde {

/// A score that is asked at a time of its own in each row: u, s [B, k*d], times [B]; s is resized.
using TimedScore = std::function<void(const Batch& u, const Eigen::VectorXd& times, Batch& s)>;

/// One call of the score for each row. `score` must outlive it.
TimedScore row_by_row(Score& score);

/// A time at which the bound looks, and the share of the integral over t that it stands for.
struct BoundTime final {
  double t, weight;
};
/// The time that belongs to a number in (0, 1): increasing or decreasing, its weight the inverse of its
/// density.
using BoundTimes = std::function<BoundTime(double)>;

/// t uniform on [t0, T].
BoundTimes uniform_bound_times(const LinearSde& sde, double t0);
/// log_snr(t) uniform between its values at T and t0: of the integrand no more than the mean squared error of
/// the noise is left to vary (Kingma et al. 2021, section 5 and appendix I). Throws as log_snr() does.
BoundTimes log_snr_bound_times(const LinearSde& sde, double t0);

/// -log p(x) <= total() in nats per row: the expectation over the forward process of
///   KL(q(u_T | x) || N(0, prior)) + int_t0^T (beta/2) E |s - grad log q(u_t | x)|_D^2 dt + decoder
/// (Song, Durkan, Murray & Ermon 2021, theorem 3; Kingma et al. 2021, eq. 11 for k = 1), with the decoder of
/// NoisyStart. The auxiliary blocks are integrated out of q, so that for k > 1 it is the bound of hybrid
/// score matching (Dockhorn, Vahdat & Kreis 2022, sections 3.2 and B.1): lower than the one through a draw of
/// them, and without their entropy.
struct VariationalBound final {
  Eigen::VectorXd prior, path;  ///< [B]; path is an unbiased estimate of the integral
  double decoder = 0;
  Eigen::VectorXd total() const { return (prior + path).array() + decoder; }
};

struct BoundSettings final {
  double t0 = 1e-5;
  int times = 16;  ///< strata, with one draw of time and noise in each for every row: as many evaluations
};

/// Where the bound looks: in stratum i, row r takes the time of number row0 + r of `offsets` / i, and of the
/// noise the draws (i, 0). With noise of the same first row, a row depends on its number alone.
struct BoundDraws final {
  const Noise& noise;
  ad::Key offsets;
  Eigen::Index row0 = 0;
};

/// Of data x [B, d].
VariationalBound variational_bound(const LinearSde& sde, const TimedScore& score, const Batch& x,
                                   const BoundTimes& times, const BoundSettings& settings,
                                   const BoundDraws& draws);

/// KL(N(mean, covariance (x) I_d) || N(0, prior (x) I_d)) in nats for the rows of `mean` [B, k*d].
Eigen::VectorXd divergence_from_prior(const LinearSde& sde, const Batch& mean, const Mat& covariance);

}  // namespace pont::sde
