// Reverse time: the one place that fixes its sign convention.
//
// Time runs from T down; a step from t_from to t_to < t_from has length t_from - t_to > 0, and per unit of
// that length
//   du = [-A u + (1 + lambda^2)/2 D s(u, t)] beta dt' + lambda sqrt(beta D) dw,   s = grad log p_t in the
//   driven blocks.
// lambda = 1 is the reverse SDE (Anderson 1982), lambda = 0 the probability flow (Song et al. 2021, eq. 13);
// every lambda between has the same marginals.
#pragma once
#include "sde/kernel.hpp"
#include "sde/linear_sde.hpp"

namespace pont::sde {

class Reverse final {
 public:
  /// Throws std::invalid_argument unless 0 <= lambda <= 1.
  Reverse(LinearSde sde, double lambda);

  const LinearSde& sde() const { return sde_; }
  double lambda() const { return lambda_; }
  /// The factor of D s in the drift, (1 + lambda^2) / 2.
  double score_factor() const { return 0.5 * (1 + lambda_ * lambda_); }

  /// f += scale * drift per unit of t, for u and its score s, all [B, k*d].
  void add_drift(double scale, double t, const Batch& u, const Batch& s, Batch& f) const;
  /// Lower triangular k x k root of the noise covariance per unit of t: lambda sqrt(beta D).
  Mat noise_root(double t) const;

  /// Exact kernel, from t_from down to t_to, of the linear part left when the score is split as
  /// s = -Sref_inv u + residual:  du = R u + lambda sqrt(D) dw,  R = -A - (1 + lambda^2)/2 D Sref_inv.
  /// Sref_inv = 0 splits off the drift alone (exponential integrator), prior^-1 is the symmetric splitting of
  /// CLD (Dockhorn, Vahdat & Kreis 2022, section 4). Throws std::invalid_argument for Sref_inv != 0 where D
  /// varies in time.
  Kernel linear(double t_from, double t_to, const Mat& Sref_inv) const;

 private:
  LinearSde sde_;
  double lambda_;
};

}  // namespace pont::sde
