// Affine Gaussian kernels with full matrices: composition, action on normal laws, Bayes' rule.
#pragma once
#include <vector>

#include "sde/gaussian.hpp"

namespace pont::sde {

// x -> A x + b. A [d, d], b [d].
struct AffineMap {
  Eigen::MatrixXd A;
  Eigen::VectorXd b;
  Eigen::VectorXd operator()(const Eigen::VectorXd& x) const { return A * x + b; }
};

// Y | X = x ~ N(mean(x), covariance). covariance [d, d], symmetric positive semidefinite.
struct AffineKernel {
  AffineMap mean;
  Eigen::MatrixXd covariance;

  // This kernel, then `next`.
  AffineKernel then(const AffineKernel& next) const;
  // Law of Y for X ~ `law`.
  Gaussian push(const Gaussian& law) const;
};

// Kernels applied one after the other: X_0 -> X_1 -> ... -> X_N, N >= 1.
using AffineChain = std::vector<AffineKernel>;

// All steps of the chain as one kernel from X_0 to X_N. Throws std::invalid_argument for an empty chain.
AffineKernel whole(const AffineChain& chain);

// The laws of X_0, ..., X_N for X_0 ~ start: N + 1 of them.
std::vector<Gaussian> laws(const AffineChain& chain, const Gaussian& start);

// Bayes' rule: the kernel of X given Y, for X ~ `law` and Y | X by `kernel`. The law of Y must be positive
// definite (else std::invalid_argument).
AffineKernel reversed(const AffineKernel& kernel, const Gaussian& law);

// 1/2 (S + S^T), which removes what rounding leaves.
inline Eigen::MatrixXd symmetric(const Eigen::MatrixXd& S) { return 0.5 * (S + S.transpose()); }

// X S^-1 for a positive definite S, by Cholesky; throws std::invalid_argument, naming `where`, for any other.
Eigen::MatrixXd times_inverse(const std::string& where, const Eigen::MatrixXd& X, const Eigen::MatrixXd& S);

}  // namespace pont::sde
