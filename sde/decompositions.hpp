/// Decompositions of dense matrices as plain functions: Eigen's solvers are slow to compile, here once.
#pragma once
#include <Eigen/Core>
#include <optional>

namespace pont::sde {

/// S = vectors diag(values) vectors^T: values [d] ascending, vectors [d, d] orthonormal columns.
struct SymmetricEigen {
  Eigen::VectorXd values;
  Eigen::MatrixXd vectors;
};

/// Of a symmetric S [d, d], of which the lower triangle is read.
SymmetricEigen symmetric_eigen(const Eigen::MatrixXd& S);
/// Its eigenvalues alone [d], ascending.
Eigen::VectorXd symmetric_eigenvalues(const Eigen::MatrixXd& S);

/// The lower triangular L [d, d] with L L^T = S; none unless S is positive definite.
std::optional<Eigen::MatrixXd> cholesky_factor(const Eigen::MatrixXd& S);
bool positive_definite(const Eigen::MatrixXd& S);

/// The largest real part of an eigenvalue of A [d, d].
double largest_real_part(const Eigen::MatrixXd& A);

/// The x with A x = b, by LU with full pivoting. A [d, d], b [d].
Eigen::VectorXd solve(const Eigen::MatrixXd& A, const Eigen::VectorXd& b);

/// The orthogonal U [d, d] that is nearest to M: the largest tr(U^T M). By the singular value decomposition.
Eigen::MatrixXd nearest_rotation(const Eigen::MatrixXd& M);

/// The upper triangular T [k, k] with T^T T = R^T R, for R [n, k], n >= k; its diagonal may be negative.
Eigen::MatrixXd triangular_factor(const Eigen::MatrixXd& R);

}  // namespace pont::sde
