// The static coupling through the eigenvectors of S0^1/2 S1 S0^1/2.
#include "sde/bridges/coupling.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace pont::sde {

AffineKernel GaussianCoupling::forward() const {
  const Eigen::MatrixXd G = times_inverse("coupling, X_1 given X_0", cross.transpose(), start.covariance);
  return {{G, end.mean - G * start.mean}, symmetric(end.covariance - G * cross)};
}

AffineKernel GaussianCoupling::backward() const {
  const Eigen::MatrixXd G = times_inverse("coupling, X_0 given X_1", cross, end.covariance);
  return {{G, start.mean - G * end.mean}, symmetric(start.covariance - G * cross.transpose())};
}

Gaussian GaussianCoupling::joint() const {
  const Eigen::Index d = start.mean.size();
  Gaussian law{Eigen::VectorXd(2 * d), Eigen::MatrixXd(2 * d, 2 * d)};
  law.mean << start.mean, end.mean;
  law.covariance << start.covariance, cross, cross.transpose(), end.covariance;
  return law;
}

GaussianCoupling coupling_from_start(const Gaussian& start, const AffineKernel& forward) {
  return {start, forward.push(start), start.covariance * forward.mean.A.transpose()};
}

GaussianCoupling coupling_from_end(const Gaussian& end, const AffineKernel& backward) {
  return {backward.push(end), end, backward.mean.A * end.covariance};
}

GaussianCoupling schrodinger_coupling(const Gaussian& p0, const Gaussian& p1, double s) {
  check_gaussian("schrodinger_coupling: start", p0);
  check_gaussian("schrodinger_coupling: end", p1);
  if (p0.mean.size() != p1.mean.size())
    throw std::invalid_argument(
        fmt::format("schrodinger_coupling: dimensions {} and {} differ", p0.mean.size(), p1.mean.size()));
  if (!(s > 0) || !std::isfinite(s))
    throw std::invalid_argument(
        fmt::format("schrodinger_coupling: s = {}; expected a finite regularisation > 0", s));
  const Eigen::MatrixXd root = covariance_root("schrodinger_coupling: start", p0.covariance);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(symmetric(root * p1.covariance * root));
  const Eigen::VectorXd weights = eigen.eigenvalues().unaryExpr(
      [&](double l) { return 2 / (std::sqrt(4 * std::max(l, 0.0) + s * s) + s); });  // 2 (D + s I)^-1
  const Eigen::MatrixXd U = root * eigen.eigenvectors();
  return {p0, p1, U * weights.asDiagonal() * U.transpose() * p1.covariance};
}

}  // namespace pont::sde
