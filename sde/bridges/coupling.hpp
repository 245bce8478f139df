// Joint normal laws of the two ends of a bridge, the half-bridges of IPF on them, and the Schroedinger
// coupling.
#pragma once
#include "sde/affine_kernel.hpp"

namespace pont::sde {

// (X_0, X_1) jointly normal: start is the law of X_0, end that of X_1, cross = Cov(X_0, X_1) [d, d], in
// general not symmetric.
struct GaussianCoupling {
  Gaussian start, end;
  Eigen::MatrixXd cross;

  // X_1 given X_0, and X_0 given X_1. Throw std::invalid_argument when the law given is singular.
  AffineKernel forward() const;
  AffineKernel backward() const;
  // The law of (X_0, X_1) in 2 d dimensions.
  Gaussian joint() const;
};

// X_0 ~ start and X_1 | X_0 by the kernel; X_1 ~ end and X_0 | X_1 by the kernel.
GaussianCoupling coupling_from_start(const Gaussian& start, const AffineKernel& forward);
GaussianCoupling coupling_from_end(const Gaussian& end, const AffineKernel& backward);

// The Schroedinger coupling of p0 and p1: the least relative entropy to a reference with kernel exp(x0.x1 /
// s) up to functions of one end (ReferenceTransition::regularisation), equally entropic optimal transport for
// |x0 - x1|^2 / 2 with regularisation s:
//
//   C = 1/2 (S0^1/2 D S0^-1/2 - s I),  D = (4 S0^1/2 S1 S0^1/2 + s^2 I)^1/2
//                                            (Janati, Muzellec, Peyre, Cuturi 2020, theorem 1; Bunne et al.
//                                            2023)
//
// computed as 2 S0^1/2 (D + s I)^-1 S0^1/2 S1, which neither cancels for large s nor needs an inverse of S0:
// singular covariances are allowed. Throws std::invalid_argument on dimensions that differ, a law that is
// none, or s <= 0.
GaussianCoupling schrodinger_coupling(const Gaussian& p0, const Gaussian& p1, double s);

}  // namespace pont::sde
