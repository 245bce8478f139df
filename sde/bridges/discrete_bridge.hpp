// The Schroedinger bridge between two discrete measures: a mixture of Brownian bridges, with drift and
// sampling in closed form.
#pragma once
#include "autodiff/rng.hpp"
#include "sde/mixture.hpp"
#include "sde/transport/sinkhorn.hpp"

namespace pont::sde {

/// Reference sqrt(epsilon) dW on [0, 1]; ends sum_i a_i delta(x_i) and sum_j b_j delta(y_j). The static
/// problem is entropic transport for |x - y|^2 / 2 with regularisation epsilon (Leonard 2014, section 4;
/// Pooladian, Niles-Weed 2024):
///
///   P = sum_ij p_ij (Brownian bridge of variance epsilon from x_i to y_j),
///   drift u_t(x) = (E[X_1 | X_t = x] - x) / (1 - t),  E[X_1 | X_t = x] = sum_j w_j(x) y_j,
///   w_j(x) proportional to exp(g_j / epsilon) N(y_j; x, epsilon (1 - t)), g the plan's potential.
class DiscreteBridge final {
 public:
  /// x [n, d], y [m, d], weights a [n], b [m] > 0. Throws as entropic_plan does, also when Sinkhorn's
  /// iteration does not converge.
  DiscreteBridge(Batch x, const Eigen::VectorXd& a, Batch y, const Eigen::VectorXd& b, double epsilon,
                 const SinkhornOptions& options = {});

  double epsilon() const { return plan_.epsilon; }
  const EntropicPlan& plan() const { return plan_; }
  /// p_ij [n, m], normalised to sum 1.
  const Batch& coupling() const { return coupling_; }

  /// E[X_1 | X_t = x] and the drift u_t(x) for rows x of X [B, d], 0 <= t < 1. At t = 0 every point has a
  /// value, also those that are no x_i.
  Batch expected_end(const Batch& X, double t) const;
  Batch drift(const Batch& X, double t) const;

  /// The law of X_t, 0 < t < 1: n m components at (1 - t) x_i + t y_j with variance epsilon t (1 - t) and
  /// weight p_ij.
  Mixture marginal(double t) const;

  /// Exact paths at increasing times in [0, 1]: B paths, one [B, d] for each time. Path b depends on the key
  /// and b alone.
  std::vector<Batch> paths(const std::vector<double>& times, Eigen::Index B, const ad::Key& key) const;

 private:
  // The entry (i, j) of the coupling that the quantile u in (0, 1) falls on.
  std::pair<Eigen::Index, Eigen::Index> pair_at(double u) const;

  Batch x_, y_;
  EntropicPlan plan_;
  Batch coupling_;
  std::vector<double> cumulative_;  // of the coupling, row-major
};

}  // namespace pont::sde
