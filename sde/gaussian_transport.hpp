// Gaussian data N(0, Sigma) in d dimensions: reverse time from any Gaussian, whether or not its covariance
// commutes with Sigma (Pierret & Galerne 2024, arXiv 2405.14250).
#pragma once
#include <Eigen/Dense>

#include "sde/gaussian_study.hpp"

namespace pont::sde {

// Covariance [d, d] at forward time t of the reverse SDE with the exact score, started at T with covariance
// `start`. Its solution is y_t = e^{-(B_T - B_t)} Sigma_t Sigma_T^-1 y_T + xi_t with
// Cov xi_t = Sigma_t - e^{-2 (B_T - B_t)} Sigma_t^2 Sigma_T^-1, so that
//   Cov y_t = Sigma_t + e^{-2 (B_T - B_t)} (Sigma_t Sigma_T^-1 start Sigma_T^-1 Sigma_t - Sigma_t^2
//   Sigma_T^-1).
Eigen::MatrixXd reverse_covariance(const GaussianDiffusion& diffusion, const Eigen::MatrixXd& sigma,
                                   const Eigen::MatrixXd& start, double t);

// The probability flow from T to t with the exact score is the linear map y_t = Sigma_T^-1/2 Sigma_t^1/2 y_T,
// [d, d]: symmetric positive semidefinite, hence the optimal transport from the law of x_T to that of x_t.
Eigen::MatrixXd flow_map(const GaussianDiffusion& diffusion, const Eigen::MatrixXd& sigma, double t);

}  // namespace pont::sde
