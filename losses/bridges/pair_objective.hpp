// What a half-bridge trains its network on: losses of pairs of points, each with an edge of the chain.
#pragma once
#include <memory>

#include "losses/bridges/chain.hpp"
#include "losses/bridges/head.hpp"
#include "losses/objective.hpp"

namespace pont::losses {

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
