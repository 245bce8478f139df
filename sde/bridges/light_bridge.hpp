// Schroedinger bridges whose end potential is a Gaussian mixture: plan, normaliser and drift in closed form.
#pragma once
#include "autodiff/rng.hpp"
#include "sde/kernel.hpp"
#include "sde/mixture.hpp"

namespace pont::sde {

/// v(y) = sum_k exp(log_weights_k) N(y; means_k, epsilon diag(scales_k)), K components in d dimensions.
struct LightPotential {
  double epsilon = 1;
  Eigen::VectorXd log_weights;  ///< [K], not normalised
  Batch means, scales;          ///< [K, d]; scales > 0
};

/// The plan of Korotin, Gushchin, Burnaev 2024 (arXiv 2310.01174, eq. 8-11), for any law p0 of X_0:
///
///   pi(x, y) = p0(x) exp(x.y / epsilon) v(y) / c(x),   c(x) = int exp(x.y / epsilon) v(y) dy
///
/// which is the Schroedinger bridge between p0 and its own second marginal, for the reference sqrt(epsilon)
/// dW on [0, 1] (entropic transport for |x - y|^2 / 2 with regularisation epsilon). Thus every potential
/// makes a pair of laws with a known answer.
class LightBridge final {
 public:
  /// Throws std::invalid_argument for sizes that disagree, scales that are not positive, or epsilon <= 0.
  explicit LightBridge(LightPotential potential);

  const LightPotential& potential() const { return potential_; }
  double epsilon() const { return potential_.epsilon; }
  Eigen::Index dimension() const { return potential_.means.cols(); }

  /// log v(y) and log c(x) for rows [B, d]: c(x) = sum_k exp(log_weights_k + (x.S_k x + 2 r_k.x) / (2
  /// epsilon)).
  Eigen::VectorXd log_potential(const Batch& Y) const;
  Eigen::VectorXd log_normaliser(const Batch& X) const;

  /// The law of X_1 given X_0 = x [d]: K components at r_k + S_k x with variances epsilon S_k.
  Mixture conditional(const Eigen::VectorXd& x) const;

  /// E[X_1 | X_t = x] and the drift (E[X_1 | X_t = x] - x) / (1 - t) of dX = drift dt + sqrt(epsilon) dW, for
  /// rows x of X [B, d] and 0 <= t < 1.
  Batch expected_end(const Batch& X, double t) const;
  Batch drift(const Batch& X, double t) const;

  /// X_1 given the rows of X [B, d] as X_0. Row b depends on the key, first + b and its x alone.
  Batch sample(const Batch& X, const ad::Key& key, std::uint64_t first = 0) const;

 private:
  // Softmax weights [K] and means [K, d] of X_1 given X_t = x.
  void posterior(const double* x, double t, Eigen::ArrayXd& weights, Eigen::ArrayXXd& means) const;

  LightPotential potential_;
};

}  // namespace pont::sde
