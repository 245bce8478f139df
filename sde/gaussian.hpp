// Normal laws, and affine Gaussian kernels between them: composition, action on a law, Bayes' rule.
#pragma once
#include <Eigen/Dense>
#include <string>
#include <vector>

namespace pont::sde {

/// A normal law N(mean, covariance), or the first two moments of any law. mean [d], covariance [d, d]
/// symmetric.
struct Gaussian {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;
};

/// Throws std::invalid_argument, naming `where`, unless the law has d >= 1 finite means and a finite
/// symmetric covariance [d, d].
void check_gaussian(const std::string& where, const Gaussian& g);

/// The symmetric square root S^1/2 of a covariance [d, d]. Throws std::invalid_argument, naming `where`, when
/// an eigenvalue is below -1e-12 of the largest; smaller negative ones count as 0.
Eigen::MatrixXd covariance_root(const std::string& where, const Eigen::MatrixXd& S);

/// W2 between two Gaussians, in data units; covariances may be singular:
///
///   W2^2 = |m1 - m2|^2 + tr S1 + tr S2 - 2 tr (S1^1/2 S2 S1^1/2)^1/2       (Olkin, Pukelsheim 1982; Gelbrich
///   1990)
///
/// computed as min over orthogonal U of |S1^1/2 - S2^1/2 U|_F^2 (Bhatia, Jain, Lim 2019, theorem 1), which
/// does not cancel: nearly equal laws keep full accuracy, where the difference of traces loses half the
/// digits. O(d^3). Throws std::invalid_argument on shapes that differ, asymmetry, or an eigenvalue below
/// -1e-12 of the largest.
double wasserstein2(const Gaussian& p, const Gaussian& q);

/// KL(p || q) in nats; both covariances positive definite (else std::invalid_argument):
///
///   KL = 1/2 (tr(Sq^-1 Sp) + (mq - mp)^T Sq^-1 (mq - mp) - d + ln det Sq / det Sp)     (Kullback 1959, ch.
///   9, eq. 1.2)
///
/// through the eigenvalues e of Lq^-1 (Sp - Sq) Lq^-T: 1/2 sum (e - log(1 + e)), stable for close laws.
/// O(d^3).
double kullback_leibler(const Gaussian& p, const Gaussian& q);

/// x -> A x + b. A [d, d], b [d].
struct AffineMap {
  Eigen::MatrixXd A;
  Eigen::VectorXd b;
  Eigen::VectorXd operator()(const Eigen::VectorXd& x) const { return A * x + b; }
};

/// Y | X = x ~ N(mean(x), covariance). covariance [d, d], symmetric positive semidefinite.
struct AffineKernel {
  AffineMap mean;
  Eigen::MatrixXd covariance;

  /// This kernel, then `next`.
  AffineKernel then(const AffineKernel& next) const;
  /// Law of Y for X ~ `law`.
  Gaussian push(const Gaussian& law) const;
};

/// Kernels applied one after the other: X_0 -> X_1 -> ... -> X_N, N >= 1.
using AffineChain = std::vector<AffineKernel>;

/// All steps of the chain as one kernel from X_0 to X_N. Throws std::invalid_argument for an empty chain.
AffineKernel whole(const AffineChain& chain);

/// The laws of X_0, ..., X_N for X_0 ~ start: N + 1 of them.
std::vector<Gaussian> laws(const AffineChain& chain, const Gaussian& start);

/// Bayes' rule: the kernel of X given Y, for X ~ `law` and Y | X by `kernel`. The law of Y must be positive
/// definite (else std::invalid_argument).
AffineKernel reversed(const AffineKernel& kernel, const Gaussian& law);

/// 1/2 (S + S^T), which removes what rounding leaves.
inline Eigen::MatrixXd symmetric(const Eigen::MatrixXd& S) { return 0.5 * (S + S.transpose()); }

/// X S^-1 for a positive definite S, by Cholesky; throws std::invalid_argument, naming `where`, for any
/// other.
Eigen::MatrixXd times_inverse(const std::string& where, const Eigen::MatrixXd& X, const Eigen::MatrixXd& S);

}  // namespace pont::sde
