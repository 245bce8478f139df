// The law of a step from a network's output, and chains that networks drive.
#pragma once
#include "autodiff/ops.hpp"
#include "losses/bridges/chain.hpp"
#include "losses/objective.hpp"

namespace pont::losses {

/// A step from x is normal: its mean shift and standard deviation in multiples of the edge's unit. All Vars
/// have B rows; `deviation` [B, 1] is the one that the chain would have without learning.
class Head {
 public:
  virtual ~Head() = default;
  /// Columns that the network must have for d coordinates.
  virtual ad::i64 outputs(ad::i64 d) const = 0;
  /// [B, d].
  virtual ad::Var shift(ad::Var output) const = 0;
  /// [B, 1] or [B, d].
  virtual ad::Var deviation(ad::Var output, ad::Var deviation) const = 0;
  /// [B]: of the output against the shift [B, d] that was observed.
  virtual ad::Var losses(ad::Var output, ad::Var observed, ad::Var deviation) const = 0;
};

/// Squared error; the deviation stays what the chain says.
class FixedVariance final : public Head {
 public:
  ad::i64 outputs(ad::i64 d) const override { return d; }
  ad::Var shift(ad::Var output) const override { return output; }
  ad::Var deviation(ad::Var, ad::Var deviation) const override { return deviation; }
  ad::Var losses(ad::Var output, ad::Var observed, ad::Var deviation) const override;
};

/// Columns [shift, rho]: coordinate i has the variance exp(rho_i) times the chain's. The loss is the negative
/// log density of the observed shift, up to a constant. Its minimiser has the conditional mean and variances,
/// so between Gaussians the step is exact where the coordinates do not correlate (Nichol & Dhariwal 2021,
/// section 3.1, learn it too, with another loss).
class LearnedVariance final : public Head {
 public:
  ad::i64 outputs(ad::i64 d) const override { return 2 * d; }
  ad::Var shift(ad::Var output) const override;
  ad::Var deviation(ad::Var output, ad::Var deviation) const override;
  ad::Var losses(ad::Var output, ad::Var observed, ad::Var deviation) const override;
};

/// weight * unit * (shift of the network), the network being told the time that it was trained with on this
/// edge.
struct PolicyTerm {
  double weight;
  Direction trained;
  Network network;
};

/// X -> x + reference * (shift of the reference) + sum of terms + deviation * normal, along edges of
/// `direction`. The analytic reference is {forward, 1, {}}; a network on its own {direction, 0, {one term}};
/// the score form of DSB has a term for every network so far.
struct Policy {
  Direction direction;
  double reference;
  std::vector<PolicyTerm> terms;
  std::vector<double> deviations;  ///< of each edge [N]; a learning head scales them
};

/// x and edge as in Chain: mean [B, d], deviation [B, 1] or [B, d].
struct PolicyStep {
  ad::Var mean, deviation;
};
PolicyStep policy_step(const Chain& chain, const Head& head, const Policy& policy, ad::Var x, ad::Var edge);

}  // namespace pont::losses
