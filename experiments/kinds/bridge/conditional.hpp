// Conditional laws of the end that a chain reaches, given where it starts, beside those of a known coupling.
#pragma once
#include "experiments/kinds/bridge/measure.hpp"
#include "sde/bridges/gaussian_bridge.hpp"

namespace pont::kinds::bridge {

struct ConditionalSettings final {
  ad::i64 starts, draws;  ///< points x, and paths from each
};

/// cBW2-UVP in percent (Gushchin et al. 2023, section 5), in the direction that the policy runs:
///
///   100 / (Var / 2)  E_x BW2^2(ours(. | x), truth(. | x)),
///
/// BW2 the distance W2 between normal laws of the same moments, Var the trace of the covariance of the end
/// reached under `truth`, x from the law of the start. Ours are moments of `draws` paths from each x. The
/// error is that of the mean over x.
metrics::Estimate conditional_score(const BridgeModel& model, const LearnedPolicy& policy,
                                    const sde::GaussianCoupling& truth, const ConditionalSettings& settings,
                                    ad::Key key, ad::Workers& workers);

/// What draws of truth(. | x) themselves score.
metrics::Estimate conditional_floor(losses::Direction direction, const sde::GaussianCoupling& truth,
                                    const ConditionalSettings& settings, ad::Key key);

/// The score of a Gaussian coupling, exactly. Throws std::invalid_argument where the law of the start is
/// singular.
double conditional_score(losses::Direction direction, const sde::GaussianCoupling& ours,
                         const sde::GaussianCoupling& truth);

}  // namespace pont::kinds::bridge
