// Normal laws, and distances between them in closed form.
#pragma once
#include <Eigen/Dense>
#include <string>

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

}  // namespace pont::sde
