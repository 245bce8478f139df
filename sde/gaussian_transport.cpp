// Matrix functions of Sigma, through its eigenvectors.
#include "sde/gaussian_transport.hpp"

#include <cmath>

namespace pont::sde {
namespace {

// U f(lambda) U^T.
template <class F>
Eigen::MatrixXd of_spectrum(const Eigen::MatrixXd& sigma, const F& f) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(sigma);
  const Eigen::VectorXd values = solver.eigenvalues().unaryExpr(f);
  return solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose();
}

}  // namespace

Eigen::MatrixXd reverse_covariance(const GaussianDiffusion& diffusion, const Eigen::MatrixXd& sigma,
                                   const Eigen::MatrixXd& start, double t) {
  const Instant now = diffusion.at(t), end = diffusion.at(diffusion.T());
  const double memory = std::exp(-(end.elapsed - now.elapsed));
  const Eigen::MatrixXd carried =
      of_spectrum(sigma, [&](double l) { return memory * now.variance(l) / end.variance(l); });
  const Eigen::MatrixXd noise = of_spectrum(sigma, [&](double l) {
    const double v = now.variance(l);
    return v - memory * memory * v * v / end.variance(l);
  });
  return carried * start * carried.transpose() + noise;
}

Eigen::MatrixXd flow_map(const GaussianDiffusion& diffusion, const Eigen::MatrixXd& sigma, double t) {
  const Instant now = diffusion.at(t), end = diffusion.at(diffusion.T());
  return of_spectrum(sigma, [&](double l) { return std::sqrt(now.variance(l) / end.variance(l)); });
}

}  // namespace pont::sde
