// The variance of the gradient estimates of denoising and hybrid score matching at one time.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "experiments/metrics/repetition.hpp"
#include "losses/denoising.hpp"

namespace pont::reproductions::cld {

/// The part S0 of the initial covariance that an objective integrates out (losses/denoising.hpp).
struct MatchingKind final {
  std::string name;
  sde::Mat (*S0)(const sde::LinearSde&);
};
/// "denoising (DSM)", S0 = 0, and "hybrid (HSM)", S0 = sde.initial.
const std::vector<MatchingKind>& matching_kinds();

/// At the best network the gradient of the loss is J^T (s - target) times a weight, J the network's
/// derivative, in both objectives; what differs is target - s, the noise of the regression.
/// With target = -ell alpha its mean square is
///   V(t) = E |target - s|^2 = m d ell^2 - E |s|^2,
/// where |s|^2 is the Fisher information of the diffused data, the same for both.
struct TargetVariance final {
  double ell;     ///< bound of the target's size, E |target|^2 = d ell^2
  double fisher;  ///< E |s|^2 of the diamond, [d = 2]
  double score() const { return 2 * ell * ell - fisher; }   ///< V(t), in units of the score
  double network() const { return score() / (ell * ell); }  ///< in units of the network: its Bayes loss at t
};

/// For CLD at time t of the diamond, exactly, with `floor` (eps_num) in the kernel and the law.
TargetVariance target_variance(const sde::LinearSde& sde, const MatchingKind& kind, double t, double floor);

/// The same from `rows` draws of the training objective itself, in units of the network.
metrics::Estimate measured_variance(const sde::LinearSde& sde, const MatchingKind& kind, double t,
                                    double floor, ad::Key key, ad::i64 rows);

/// The mean of network() over t ~ U[t_min, T]: the Bayes loss of the objective.
double bayes_loss(const sde::LinearSde& sde, const MatchingKind& kind, double t_min, double floor);

}  // namespace pont::reproductions::cld
