// Eigenvalues, Cholesky, LU, QR and singular values, by Eigen.
#include "sde/decompositions.hpp"

#include <Eigen/Dense>

namespace pont::sde {

using Eigen::MatrixXd, Eigen::VectorXd;

SymmetricEigen symmetric_eigen(const MatrixXd& S) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(S);
  return {solver.eigenvalues(), solver.eigenvectors()};
}

VectorXd symmetric_eigenvalues(const MatrixXd& S) {
  return Eigen::SelfAdjointEigenSolver<MatrixXd>(S, Eigen::EigenvaluesOnly).eigenvalues();
}

std::optional<MatrixXd> cholesky_factor(const MatrixXd& S) {
  const Eigen::LLT<MatrixXd> factor(S);
  if (factor.info() != Eigen::Success) return std::nullopt;
  return factor.matrixL();
}

bool positive_definite(const MatrixXd& S) { return Eigen::LLT<MatrixXd>(S).info() == Eigen::Success; }

double largest_real_part(const MatrixXd& A) { return A.eigenvalues().real().maxCoeff(); }

VectorXd solve(const MatrixXd& A, const VectorXd& b) { return A.fullPivLu().solve(b); }

MatrixXd nearest_rotation(const MatrixXd& M) {
  const Eigen::JacobiSVD<MatrixXd, Eigen::NoQRPreconditioner> svd(M,
                                                                  Eigen::ComputeFullU | Eigen::ComputeFullV);
  return svd.matrixU() * svd.matrixV().transpose();
}

MatrixXd triangular_factor(const MatrixXd& R) {
  return R.householderQr().matrixQR().topRows(R.cols()).triangularView<Eigen::Upper>();
}

}  // namespace pont::sde
