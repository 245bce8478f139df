// How far a learned Schroedinger plan is from the true one, conditional law by conditional law.
#pragma once
#include "experiments/metrics/repetition.hpp"
#include "sde/bridges/light_bridge.hpp"

namespace pont::metrics {

/// cBW2-UVP in percent (Gushchin et al. 2023, section 5):
///
///   100 / (Var(p1) / 2)  E_{x ~ p0} BW2^2(ours(. | x), truth(. | x))
///
/// with BW2 the distance W2 between normal laws of the same means and covariances, and Var(p1) the trace of
/// the covariance of the second law. The conditional moments are exact here, where the publication estimates
/// them from 1000 draws: no sampling floor. x [n, d]: points of the first law; the error is that of the mean
/// over them, and Var(p1) is computed from the conditional moments at the same points. Throws
/// std::invalid_argument unless n >= 2 and all dimensions agree.
Estimate conditional_unexplained_variance(const sde::LightBridge& ours, const sde::LightBridge& truth,
                                          const Points& x);

/// The same for the plan that ignores x, N(mean, covariance) of the second law in place of ours(. | x): the
/// scale on which the percentages are to be read.
Estimate independent_plan_score(const sde::LightBridge& truth, const Points& x);

}  // namespace pont::metrics
