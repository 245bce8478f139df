// How a network's output becomes the law of a step, and what it loses against an observed one.
#pragma once
#include "autodiff/ops.hpp"

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

}  // namespace pont::losses
