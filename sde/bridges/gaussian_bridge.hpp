// Schroedinger bridges between normal laws: the coupling of the ends, joined by bridges of the reference;
// marginals and drifts in closed form.
#pragma once
#include "sde/bridges/reference.hpp"
#include "sde/gaussian.hpp"

namespace pont::sde {

// Joint normal laws of the two ends of a bridge, the half-bridges of IPF on them, and the Schroedinger
// coupling.

/// (X_0, X_1) jointly normal: start is the law of X_0, end that of X_1, cross = Cov(X_0, X_1) [d, d], in
/// general not symmetric.
struct GaussianCoupling {
  Gaussian start, end;
  Eigen::MatrixXd cross;

  /// X_1 given X_0, and X_0 given X_1. Throw std::invalid_argument when the law given is singular.
  AffineKernel forward() const;
  AffineKernel backward() const;
  /// The law of (X_0, X_1) in 2 d dimensions.
  Gaussian joint() const;
};

/// X_0 ~ start and X_1 | X_0 by the kernel; X_1 ~ end and X_0 | X_1 by the kernel.
GaussianCoupling coupling_from_start(const Gaussian& start, const AffineKernel& forward);
GaussianCoupling coupling_from_end(const Gaussian& end, const AffineKernel& backward);

/// The Schroedinger coupling of p0 and p1: the least relative entropy to a reference with kernel exp(x0.x1 /
/// s) up to functions of one end (ReferenceTransition::regularisation), equally entropic optimal transport
/// for |x0 - x1|^2 / 2 with regularisation s:
///
///   C = 1/2 (S0^1/2 D S0^-1/2 - s I),  D = (4 S0^1/2 S1 S0^1/2 + s^2 I)^1/2
///                                            (Janati, Muzellec, Peyre, Cuturi 2020, theorem 1; Bunne et al.
///                                            2023)
///
/// computed as 2 S0^1/2 (D + s I)^-1 S0^1/2 S1, which neither cancels for large s nor needs an inverse of S0:
/// singular covariances are allowed. Throws std::invalid_argument on dimensions that differ, a law that is
/// none, or s <= 0.
GaussianCoupling schrodinger_coupling(const Gaussian& p0, const Gaussian& p1, double s);

// Path laws between Gaussians: a coupling of the ends joined by bridges of the reference; marginals and
// drifts in closed form.

/// The process that draws (X_0, X_T) from a coupling and joins them by the pinned reference. With the
/// Schroedinger coupling it is the Schroedinger bridge; with an IPF iterate, that iterate on path space. Both
/// are Markov, which the drifts and chain kernels below use; other couplings give a process whose Markovian
/// projection they describe. Everything is exact for a reference in continuous time and for a chain: only the
/// transitions differ.
struct GaussianBridge {
  GaussianCoupling ends;
  Eigen::VectorXd centre;  ///< [d], of the reference

  /// Law of X_t, for the reference pinned at t:
  /// m_t = c + l (m0 - c) + r (m1 - c),  S_t = l^2 S0 + r^2 S1 + l r (C + C^T) + v I, with {l, r, v} = at.
  Gaussian marginal(const Pinned& at) const;

  /// Cov(X_0, X_t) [d, d].
  Eigen::MatrixXd cross_with_start(const Pinned& at) const;
  /// Cov(X_t, X_T) [d, d].
  Eigen::MatrixXd cross_with_end(const Pinned& at) const;

  /// x -> E[X_T | X_t = x] and x -> E[X_0 | X_t = x]; S_t must be positive definite.
  AffineMap expected_end(const Pinned& at) const;
  AffineMap expected_start(const Pinned& at) const;

  /// The joint law of X_s and X_t, s < t, from the reference's transitions 0 -> s -> t -> T.
  GaussianCoupling joint(const ReferenceTransition& before, const ReferenceTransition& between,
                         const ReferenceTransition& after) const;
};

/// The Schroedinger bridge from p0 to p1 for the reference in continuous time, or for the chain.
GaussianBridge schrodinger_bridge(const Gaussian& p0, const Gaussian& p1, const LinearReference& reference);
GaussianBridge schrodinger_bridge(const Gaussian& p0, const Gaussian& p1, const EulerChain& reference);

/// Drift u_t of dX = u_t(X) dt + sigma dW, for 0 <= t < T:
/// u_t(x) = -alpha (x - c) + sigma^2 a/q (E[X_T | X_t = x] - c - a (x - c)), {a, q} the transition from t to
/// T.
AffineMap forward_drift(const GaussianBridge& bridge, const LinearReference& reference, double t);

/// Drift of the same process in reverse time, dY = drift(Y) ds + sigma dW with Y_s = X_{T-s}, for 0 < t <= T,
/// at the forward time t:  -u_t + sigma^2 grad log p_t  =  alpha (x - c) + sigma^2 / q0 (c + a0 (E[X_0 | X_t
/// = x] - c) - x), {a0, q0} the transition from 0 to t.
AffineMap backward_drift(const GaussianBridge& bridge, const LinearReference& reference, double t);

/// X_{k+1} given X_k, and X_k given X_{k+1}, k = 0..N-1, as a perfect DSB would have them.
AffineKernel forward_kernel(const GaussianBridge& bridge, const EulerChain& reference, int k);
AffineKernel backward_kernel(const GaussianBridge& bridge, const EulerChain& reference, int k);

}  // namespace pont::sde
