// Data with the noise of a small time t0, and the Gaussian decoder that leads back: what every bound of a
// likelihood ends with, because no law has a score at time 0.
#pragma once
#include "sde/linear_sde.hpp"
#include "sde/noise.hpp"

namespace pont::sde {

/// u_t0 given data x in block 0, auxiliary blocks N(0, initial): N(gain x, L L^T), the same k x k matrices
/// for each of the d coordinates. The decoder is N(x; E, variance), E the estimate of x from u_t0 alone
/// (generalised least squares): variance = 1 / |L^-1 gain|^2, for k = 1 that of the noise over alpha^2.
///
/// For any model p of u_t0, with q(u | x) that normal law,
///   -log p(x) <= E_q[log q(u | x) - log p(u) - log N(x; E(u), variance)],
/// and of these the first and the last are known: minus entropy() and decoder().
class NoisyStart final {
 public:
  /// Throws std::domain_error where u_t0 given x has no density (t0 = 0).
  NoisyStart(const LinearSde& sde, double t0);

  double time() const { return t0_; }
  double variance() const { return variance_; }
  /// Entropy of u_t0 given x in d coordinates, nats.
  double entropy(Eigen::Index d) const;
  /// E[-log N(x; E(u), variance)] = d/2 log(2 pi e variance), nats.
  double decoder(Eigen::Index d) const;
  /// What turns E[-log p_t0(u)] into a bound of -log p(x): decoder - entropy; for k = 1 it is -d log alpha.
  double correction(Eigen::Index d) const { return decoder(d) - entropy(d); }
  /// u_t0 [B, k*d] of x [B, d], by the draws of stage 0.
  Batch draw(const Batch& x, const StepNoise& noise) const;

 private:
  double t0_;
  Vec gain_;
  Mat L_;
  double variance_;
};

}  // namespace pont::sde
