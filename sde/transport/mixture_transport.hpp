// Optimal transport of normal laws, and of Gaussian mixtures among Gaussian mixtures.
#pragma once
#include "sde/gaussian.hpp"
#include "sde/transport/plan.hpp"

namespace pont::sde {

/// The optimal map for the squared distance between normal laws, symmetric positive:
/// A = S0^-1/2 (S0^1/2 S1 S0^1/2)^1/2 S0^-1/2, b = m1 - A m0 (Olkin, Pukelsheim 1982). S0 positive definite,
/// else std::invalid_argument.
AffineMap transport_map(const Gaussian& p0, const Gaussian& p1);

/// McCann's interpolation at t in [0, 1]: the law of (1 - t) X + t map(X), again normal.
Gaussian displacement(const Gaussian& p0, const Gaussian& p1, double t);

/// sum_i weights_i N(mean_i, covariance_i).
struct GaussianMixture {
  Eigen::VectorXd weights;           ///< [n] >= 0
  std::vector<Gaussian> components;  ///< [n], of one dimension

  /// At x [d].
  double density(const Eigen::VectorXd& x) const;
};

/// The distance MW2 (Delon, Desolneux 2020, proposition 4): W2 when couplings are themselves Gaussian
/// mixtures. It is a discrete transport between the components with the costs W2(N_i, N_j)^2, hence exact,
/// and at least W2.
struct MixtureTransport {
  double distance = 0;  ///< MW2, in data units
  SparsePlan pairs;     ///< of components
};

/// Throws std::invalid_argument for mixtures without components, weights that are no distribution up to
/// scale, or dimensions that differ.
MixtureTransport mixture_transport(const GaussianMixture& p, const GaussianMixture& q);

/// The geodesic of MW2 at t in [0, 1]: each pair's mass on the displacement of its components.
GaussianMixture displacement(const GaussianMixture& p, const GaussianMixture& q, const SparsePlan& pairs,
                             double t);

}  // namespace pont::sde
