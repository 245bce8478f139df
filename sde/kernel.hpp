// Transition kernels u_t | u_s ~ N(Phi u_s, Q) of linear SDEs, roots of covariances, and how k x k matrices
// act on blocks.
//
// A state has k blocks of d coordinates; a k x k matrix M acts blockwise, as M (x) I_d. k is at most 4, so
// that no matrix here allocates.
#pragma once
#include <Eigen/Dense>
#include <string>

namespace pont::sde {

inline constexpr int max_blocks = 4;

/// k x k, k <= 4, stored in place.
using Mat = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor, max_blocks, max_blocks>;
using Vec = Eigen::Matrix<double, Eigen::Dynamic, 1, Eigen::ColMajor, max_blocks, 1>;

/// The law of u_t given u_s: mean Phi u_s, covariance Q, the same k x k matrices for each of the d
/// coordinates.
struct Kernel {
  Mat Phi, Q;

  /// This kernel, then `next` (Chapman-Kolmogorov): {Phi2 Phi1, Phi2 Q1 Phi2^T + Q2}.
  Kernel then(const Kernel& next) const;
  /// Covariance of u_t when u_s has covariance S: Phi S Phi^T + Q.
  Mat push(const Mat& S) const;
};

/// Kernel of du = A u db + sqrt(D) dw over the clock time h >= 0: Phi = e^{Ah}, Q = int_0^h e^{Ab} D e^{A^T
/// b} db.
///
/// Taylor series on h / 2^n, then n doublings K <- K.then(K). Expanded closed forms cancel: the position
/// variance of CLD is O(h^3) and comes out negative in float32. Doubling only ever adds positive semidefinite
/// terms, so every entry keeps its relative accuracy. For k = 1 the closed form by expm1 is exact and is used
/// instead. Throws std::invalid_argument for h < 0 or not finite.
Kernel flow(const Mat& A, const Mat& D, double h);

/// The P that solves A P + P A^T + D = 0: the stationary covariance when A is stable.
/// Throws std::invalid_argument when some eigenvalue of A has a real part >= 0.
Mat lyapunov(const Mat& A, const Mat& D);

/// Lower triangular L with L L^T = S. Throws std::domain_error, showing S, unless S is positive definite.
Mat cholesky(const Mat& S);

/// Lower triangular L with L L^T = S for positive semidefinite S: a zero pivot gives a zero column.
/// Throws std::domain_error when a pivot is negative beyond rounding (1e-12 of its diagonal entry).
Mat square_root(const Mat& S);

/// S^-1 of a positive definite S, symmetric by construction; throws as cholesky does.
Mat inverse(const Mat& S);

/// "[[a, b], [c, d]]" with 6 significant digits, for messages.
std::string text(const Mat& M);

/// Lower triangular L with L L^T = K.push(initial) and a diagonal >= 0. Soon after 0 the blocks of a chain
/// all but determine each other, and the sum in double precision would not be positive definite.
Mat pushed_root(const Kernel& K, const Mat& initial);

/// Lower triangular L with L L^T = N N^T + variance gain gain^T, N [k, k], and a diagonal >= 0: every entry
/// of the diagonal keeps its relative accuracy, however large the variance.
Mat joint_root(const Mat& N, double variance, const Vec& gain);

/// [B, k*d]: one state per row, k column blocks of d coordinates, block 0 the data.
using Batch = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// y += scale (M (x) I_d) u, row by row. u and y are [B, k*d] and must not alias. Each entry is the same sum
/// in the same order wherever its row stands, so that a row's bits do not depend on the batch.
inline void add_mixed(double scale, const Mat& M, const Batch& u, Batch& y) {
  const Eigen::Index k = M.rows(), d = u.cols() / k;
  for (Eigen::Index i = 0; i < k; ++i)
    for (Eigen::Index j = 0; j < k; ++j)
      if (M(i, j) != 0) y.middleCols(i * d, d) += (scale * M(i, j)) * u.middleCols(j * d, d);
}

/// (M (x) I_d) u.
inline Batch mixed(const Mat& M, const Batch& u) {
  Batch y = Batch::Zero(u.rows(), u.cols());
  add_mixed(1, M, u, y);
  return y;
}

}  // namespace pont::sde
