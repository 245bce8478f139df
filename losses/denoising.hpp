// Denoising score matching for any linear SDE, hybrid score matching included; small matrices, one per row.
#pragma once
#include "autodiff/ops.hpp"
#include "losses/objective.hpp"
#include "losses/regression.hpp"
#include "losses/time_sampling.hpp"
#include "losses/weighting.hpp"

namespace pont::losses {

/// Row-major rows x columns matrices, one per row of `table` [B, n], in the columns from `offset` on.
struct RowMatrix {
  ad::Var table;
  int offset, rows, columns;
  /// Entry (i, j) of every row's matrix, [B, 1].
  ad::Var operator()(int i, int j) const;
};

/// (M (x) I_d) u for u [B, columns*d]: [B, rows*d]. Each row is the same sum in the same order wherever it
/// stands.
ad::Var mixed(const RowMatrix& M, ad::Var u);

/// The blocks of u [B, k*d] with the given numbers, side by side.
ad::Var blocks(ad::Var u, int k, std::span<const int> numbers);

/// Per row, with t from the time sampling and C from the weighting (sqrt of the time weight included),
///   loss = sum over coordinates of |C (net(c u, t) + U^-1 R u - K^-1 alpha)|^2,   u = Phi (x, aux) + L eps.
/// The auxiliary blocks N(0, sde.initial) are split: S0 is integrated out, aux ~ N(0, sde.initial - S0) is
/// drawn. Denoising score matching (Vincent 2011; Song et al. 2021, eq. 7) is S0 = 0, hybrid score matching
/// (Dockhorn, Vahdat & Kreis 2022, section 3.2) S0 = sde.initial: the perturbation says which. Both have the
/// same minimiser.
///
/// Draws: stream.key / "time" (float64), / "noise", and / "auxiliary" if any.
class Denoising final : public Objective {
 public:
  /// Throws std::invalid_argument when sde.initial - S0 is not positive semidefinite, or when the
  /// coefficients of a row exceed the 64 columns of a row map (any k <= 3 fits, k = 4 with at most two driven
  /// blocks).
  Denoising(Regression regression, Weighting weighting, std::shared_ptr<const TimeSampling> times);

  ad::Var operator()(const Network& network, ad::Var x, const nn::Stream& stream) const override;

  /// What a batch is drawn to be, before the network sees it.
  struct Batch {
    ad::Var uniform;          ///< [B] float64, the number that t comes from
    ad::Var t, seen, target;  ///< [B], c u [B, k*d], K^-1 alpha [B, m*d] in the type of x
    RowMatrix shift, factor;  ///< of what is seen: U^-1 R c^-1; C
  };
  Batch draw(ad::Var x, const nn::Stream& stream) const;
  /// The losses [B] of outputs net [B, m*d].
  ad::Var losses(const Batch& batch, ad::Var net) const;

  /// The coefficients of a row in float64.
  struct Row : Regression::Coefficients {
    double t;
    sde::Mat Phi_aux;  // Phi times a root of sde.initial - S0 [k, k]
    sde::Mat C;        // [m, m]
  };
  Row row(double uniform) const;

  const Regression& regression() const { return regression_; }

 private:
  Regression regression_;
  Weighting weighting_;
  std::shared_ptr<const TimeSampling> times_;
  sde::Mat aux_root_;
};

}  // namespace pont::losses
