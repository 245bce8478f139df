// Path laws between Gaussians: a coupling of the ends joined by bridges of the reference; marginals and
// drifts in closed form.
#pragma once
#include "sde/bridges/coupling.hpp"
#include "sde/bridges/reference.hpp"

namespace pont::sde {

// The process that draws (X_0, X_T) from a coupling and joins them by the pinned reference. With the
// Schroedinger coupling it is the Schroedinger bridge; with an IPF iterate, that iterate on path space. Both
// are Markov, which the drifts and chain kernels below use; other couplings give a process whose Markovian
// projection they describe. Everything is exact for a reference in continuous time and for a chain: only the
// transitions differ.
struct GaussianBridge {
  GaussianCoupling ends;
  Eigen::VectorXd centre;  // [d], of the reference

  // Law of X_t, for the reference pinned at t:
  // m_t = c + l (m0 - c) + r (m1 - c),  S_t = l^2 S0 + r^2 S1 + l r (C + C^T) + v I, with {l, r, v} = at.
  Gaussian marginal(const Pinned& at) const;

  // Cov(X_0, X_t) [d, d].
  Eigen::MatrixXd cross_with_start(const Pinned& at) const;
  // Cov(X_t, X_T) [d, d].
  Eigen::MatrixXd cross_with_end(const Pinned& at) const;

  // x -> E[X_T | X_t = x] and x -> E[X_0 | X_t = x]; S_t must be positive definite.
  AffineMap expected_end(const Pinned& at) const;
  AffineMap expected_start(const Pinned& at) const;

  // The joint law of X_s and X_t, s < t, from the reference's transitions 0 -> s -> t -> T.
  GaussianCoupling joint(const ReferenceTransition& before, const ReferenceTransition& between,
                         const ReferenceTransition& after) const;
};

// The Schroedinger bridge from p0 to p1 for the reference in continuous time, or for the chain.
GaussianBridge schrodinger_bridge(const Gaussian& p0, const Gaussian& p1, const LinearReference& reference);
GaussianBridge schrodinger_bridge(const Gaussian& p0, const Gaussian& p1, const EulerChain& reference);

// Drift u_t of dX = u_t(X) dt + sigma dW, for 0 <= t < T:
// u_t(x) = -alpha (x - c) + sigma^2 a/q (E[X_T | X_t = x] - c - a (x - c)), {a, q} the transition from t to
// T.
AffineMap forward_drift(const GaussianBridge& bridge, const LinearReference& reference, double t);

// Drift of the same process in reverse time, dY = drift(Y) ds + sigma dW with Y_s = X_{T-s}, for 0 < t <= T,
// at the forward time t:  -u_t + sigma^2 grad log p_t  =  alpha (x - c) + sigma^2 / q0 (c + a0 (E[X_0 | X_t =
// x] - c) - x), {a0, q0} the transition from 0 to t.
AffineMap backward_drift(const GaussianBridge& bridge, const LinearReference& reference, double t);

// X_{k+1} given X_k, and X_k given X_{k+1}, k = 0..N-1, as a perfect DSB would have them.
AffineKernel forward_kernel(const GaussianBridge& bridge, const EulerChain& reference, int k);
AffineKernel backward_kernel(const GaussianBridge& bridge, const EulerChain& reference, int k);

}  // namespace pont::sde
