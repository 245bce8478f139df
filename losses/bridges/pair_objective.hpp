// What a half-bridge trains its network on: losses of pairs of points, and the targets of simulated chains.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "autodiff/tape.hpp"
#include "losses/bridges/chain.hpp"
#include "losses/bridges/policy.hpp"
#include "losses/objective.hpp"
#include "sde/bridges/gaussian_ipf.hpp"

namespace pont::losses {

/// One step x -> next of a chain with mean map F: mean = F(x), and F(next) along the same edge. All [B, d].
struct SimulatedStep {
  ad::Var x, mean, next, mean_at_next;
};

/// The network of the reversed chain, at `next`, is regressed on `target`; it stands for the whole mean map B
/// of the reversal (sums = false), or for B minus the reversed shift of the chain, x - (F(x) - x)
/// (sums = true).
struct ChainTarget {
  std::string name, summary, source;
  ad::Var (*target)(const SimulatedStep&);
  bool sums;
  /// What it gives with perfect networks between normal ends: with the noise of the reference, and with a
  /// learned variance (null: that would not be the variance of a step, so it may not be learned).
  const sde::HalfBridgeRule *ideal, *ideal_learned;
};

/// mean_matching: next + F(x) - F(next). simplified: x. score: F(x), which makes B = x - (F(x) - x) + 2 gamma
/// grad log p_{k+1}(x) and the next policy a sum over all networks so far. The minimisers of mean_matching
/// and score are equal; that of simplified is the conditional mean of x.
const std::vector<ChainTarget>& chain_targets();
/// The row of that name; throws std::invalid_argument, listing the names, if there is none.
const ChainTarget& chain_target(const std::string& name);

class PairObjective {
 public:
  virtual ~PairObjective() = default;
  /// Losses [B], one per row of a and b [B, d] on its edge [B] (int64), in the type of a. Draws belong to the
  /// rows stream.first + 0 .. B-1 of batch stream.step.
  virtual ad::Var operator()(const Network& network, ad::Var a, ad::Var b, ad::Var edge,
                             const nn::Stream& stream) const = 0;
};

/// DSB: a is the state that a step of `direction` starts from, b the target of its mean.
class StepRegression final : public PairObjective {
 public:
  StepRegression(Chain chain, Direction direction, std::shared_ptr<const Head> head)
      : chain_(std::move(chain)), direction_(direction), head_(std::move(head)) {}
  ad::Var operator()(const Network& network, ad::Var a, ad::Var b, ad::Var edge,
                     const nn::Stream& stream) const override;

 private:
  Chain chain_;
  Direction direction_;
  std::shared_ptr<const Head> head_;
};

/// Bridge matching: a = X_0 and b = X_N are joined by the pinned reference, x is drawn from it at the state
/// that the step starts from, and the target is the mean of the pinned step from x (Shi, De Bortoli,
/// Campbell, Doucet 2023, eq. 8 and 15; Tong et al. 2024, eq. 8-9; here for the Euler chain, so that no step
/// size enters). `noise` scales the deviation of x: 1 is the bridge, 0 the straight line of flow matching
/// with optimal transport (Lipman et al. 2023; Tong et al. 2024, OT-CFM). Draws: stream.key / "bridge".
class BridgeRegression final : public PairObjective {
 public:
  BridgeRegression(Chain chain, Direction direction, double noise);
  ad::Var operator()(const Network& network, ad::Var a, ad::Var b, ad::Var edge,
                     const nn::Stream& stream) const override;

 private:
  Chain chain_;
  Direction direction_;
  std::vector<double> at_start_, at_end_,
      deviation_;                          // x given the ends: weights of X_0, X_N, and its deviation
  std::vector<double> from_x_, from_far_;  // the mean of the pinned step: weights of x and the far end
};

}  // namespace pont::losses
