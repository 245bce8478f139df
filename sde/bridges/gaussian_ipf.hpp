// Exact iterates of iterative proportional fitting (IPF) for normal ends, on moments and on precisions.
#pragma once
#include "sde/bridges/coupling.hpp"

namespace pont::sde {

// One half-bridge each: the conditional law given that end is kept, its marginal replaced (Fortet 1940;
// Ruschendorf 1995). They never leave the normal laws, so that the iterates are exact.
GaussianCoupling with_start(const GaussianCoupling& coupling, const Gaussian& start);
GaussianCoupling with_end(const GaussianCoupling& coupling, const Gaussian& end);

// Iterates 0..n of IPF: iterate 0 is the reference, X_0 ~ p0 and X_1 | X_0 by its kernel; odd iterates have
// the end p1, even ones the start p0. DSB counts pairs of them: its n-th backward process is iterate 2n - 1,
// its n-th forward process 2n. Throws std::invalid_argument for n < 0 or a singular law.
std::vector<GaussianCoupling> ipf_iterates(const Gaussian& p0, const Gaussian& p1,
                                           const AffineKernel& reference, int n);

// The same iteration on the joint precision [[P, -J^T], [-J, R]] and the linear terms h0, h1 of the
// log-density: a half-bridge multiplies by a function of one end, so that J = Q^-1 A never changes. For X_1 |
// X_0 ~ N(A X_0 + b, Q):
//   start  R = Q^-1, h1 = Q^-1 b, P = S0^-1 + J^T R^-1 J, h0 = S0^-1 m0 - J^T R^-1 h1
//   odd    R <- S1^-1 + J P^-1 J^T,  h1 <- S1^-1 m1 - J P^-1 h0
//   even   P <- S0^-1 + J^T R^-1 J,  h0 <- S0^-1 m0 - J^T R^-1 h1
// All laws and Q must be positive definite (else std::invalid_argument).
class PrecisionIpf final {
 public:
  PrecisionIpf(const Gaussian& p0, const Gaussian& p1, const AffineKernel& reference);

  void fit_end();
  void fit_start();
  GaussianCoupling coupling() const;

 private:
  Eigen::MatrixXd J_, P_, R_, S0_inverse_, S1_inverse_;
  Eigen::VectorXd h0_, h1_, natural0_, natural1_;  // natural: S^-1 m of the two targets
};

}  // namespace pont::sde
