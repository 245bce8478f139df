// Gaussian-mixture data, and the exact law of u_t that it has under a linear SDE.
#pragma once
#include <vector>

#include "sde/gaussian.hpp"
#include "sde/kernel.hpp"

namespace pont::sde {

/// p(x) = sum_i weights_i N(y; means_i, diag(variances_i)) for the coordinates y = axes^T x, n components in
/// d dimensions.
struct Mixture {
  Eigen::ArrayXd weights;     ///< [n], >= 0; normalised by `checked`
  Eigen::ArrayXXd means;      ///< [n, d]
  Eigen::ArrayXXd variances;  ///< [n, d], or [n, 1] for isotropic components; >= 0
  Eigen::MatrixXd axes = {};  ///< [d, d], orthonormal columns; [0, 0] for y = x
};

/// The mixture with weights that sum to one. Throws std::invalid_argument on sizes, negative weights or
/// variances, or axes that are not orthonormal to 1e-10.
Mixture checked(Mixture data);

/// N(mean, covariance), along the coordinates for a diagonal covariance, else along its eigenvectors.
/// covariance [d, d] is symmetric positive semidefinite (eigenvalues below 0 count as 0). Throws
/// std::invalid_argument on sizes.
Mixture gaussian(const Eigen::VectorXd& mean, const Eigen::MatrixXd& covariance);

/// Mean and covariance, which for one component are the law itself. Weights need not sum to one.
Gaussian moments(const Mixture& law);

/// Every block of u [B, k*d] in the coordinates y of the law, and back. A row's bits do not depend on the
/// number of rows.
Batch to_axes(const Mixture& law, const Batch& u);
Batch from_axes(const Mixture& law, const Batch& y);

/// Law of u_t for such data in block 0, auxiliary blocks N(0, initial) and a transition kernel from 0 to t: a
/// mixture with means Phi(:, 0) m_i and a k x k covariance per component and coordinate. Every method works
/// on one row u of k*d numbers in the coordinates y of the data's axes (to_axes), over all n components at
/// once, and is exact up to rounding.
class MixtureMarginal final {
 public:
  /// `data` must outlive this. Throws std::domain_error when a covariance is singular (t = 0 and a zero
  /// variance).
  MixtureMarginal(const Mixture& data, const Kernel& kernel, const Mat& initial);

  /// log p_t(u) in nats; sets the responsibilities that the next two methods use.
  double log_density(const double* u);
  /// P(component | u), [n]; after log_density(u).
  const Eigen::ArrayXd& responsibilities() const { return responsibilities_; }
  /// s = grad log p_t(u), all k*d entries; after log_density(u).
  void score(const double* u, double* s);
  /// v^T (ds/du) v = sum_i r_i [(s_i.v - s.v)^2 - v^T P_i v], P_i the precisions; after score(u, s).
  double curvature(const double* u, const double* s, const double* v);

 private:
  void factorise(const Kernel& kernel, const Mat& initial);
  void whiten(const double* u, Eigen::Index j);
  auto factor(int row, int column, Eigen::Index j) const {
    const auto& W = factors_[static_cast<std::size_t>(row * (row + 1) / 2 + column)];
    return W.col(W.cols() == 1 ? 0 : j);
  }

  const Mixture& data_;
  int k_;
  Eigen::Index d_;
  Vec gain_;  // Phi(:, 0)
  std::vector<Eigen::ArrayXXd>
      factors_;                      // lower entries of each inverse Cholesky factor: k(k+1)/2 of [n, 1 or d]
  Eigen::ArrayXd offsets_;           // [n] log weight - log sqrt det(2 pi Sigma)
  Eigen::ArrayXd responsibilities_;  // [n]
  Eigen::ArrayXXd white_;            // [n, k] whitened residuals of one coordinate
};

}  // namespace pont::sde
