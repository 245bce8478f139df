// Gaussian data N(0, Sigma) under dx = -beta x dt + sqrt(2 beta) dw, where every law that a diffusion model
// meets is Gaussian and known exactly, one eigenvalue of Sigma at a time.
//
// Pierret & Galerne 2024, "Diffusion models for Gaussian distributions: exact solutions and Wasserstein
// errors" (arXiv 2405.14250). All laws are centred and commute with Sigma, so that each is a variance for
// each eigenvalue lambda >= 0; zero eigenvalues (degenerate data) are legal. t is forward time in [0, T]
// throughout.
#pragma once
#include <Eigen/Dense>
#include <span>
#include <string>
#include <vector>

#include "sde/clock.hpp"

namespace pont::sde {

/// What a step needs to know of one time, for all eigenvalues.
struct Instant {
  double t, beta, elapsed;
  double kept, added;  ///< e^{-2B} and 1 - e^{-2B}

  /// Variance of x_t for data of variance lambda: e^{-2B} lambda + 1 - e^{-2B}.
  double variance(double lambda) const { return kept * lambda + added; }
};

/// One step of a sampler, backwards from `before` to `after`.
struct Interval {
  Instant before, after;
  double dt;      ///< before.t - after.t > 0
  double growth;  ///< e^D - 1 for D = B(before) - B(after)
};

/// A linear step turns the variance v into factor * v + noise; steps compose. An infinite factor leaves no
/// noise where there was none.
struct VarianceMap {
  double factor = 1, noise = 0;
  double operator()(double v) const { return factor * v + noise; }
  VarianceMap then(const VarianceMap& next) const {
    return {next.factor * factor, (noise > 0 ? next.factor * noise : 0) + next.noise};
  }
};

class GaussianDiffusion final {
 public:
  explicit GaussianDiffusion(Clock clock, double T = 1);

  double T() const { return end_.t; }
  Instant at(double t) const;

  /// Variances at time t, given lambda: of the forward process; of the reverse SDE and of the probability
  /// flow when both are started at T from N(0, I) instead of the law of x_T.
  double forward(double lambda, double t) const { return at(t).variance(lambda); }
  double reverse_sde(double lambda, double t) const;
  double probability_flow(double lambda, double t) const;

  /// The steps between `nodes` equidistant times from T down to eps: nodes - 1 of them. Throws
  /// std::invalid_argument unless nodes >= 2 and 0 <= eps < T.
  std::vector<Interval> steps(int nodes, double eps) const;

 private:
  Clock clock_;
  Instant end_;
};

/// A sampler of the study: its step under the exact score, and the continuous law that it tends to.
struct StudyScheme {
  std::string name;
  int order;  ///< of the variance at a fixed time, in the step size
  VarianceMap (*step)(const Interval&, double lambda);
  double (GaussianDiffusion::*limit)(double lambda, double t) const;
};

/// EM (Euler-Maruyama) and EI (exponential integrator) on the reverse SDE, Euler and Heun on the probability
/// flow; the rows of the table of Pierret & Galerne 2024.
const std::vector<StudyScheme>& study_schemes();

/// All steps as one map. For lambda = 0 and a last time of 0, Heun evaluates the score of a law without
/// width, and the factor is infinite, which is the limit lambda -> 0.
VarianceMap compose(const StudyScheme& scheme, std::span<const Interval> steps, double lambda);

/// Covariance [d, d] at forward time t of the reverse SDE with the exact score, started at T with covariance
/// `start`, whether or not that commutes with Sigma. Its solution is y_t = e^{-(B_T - B_t)} Sigma_t
/// Sigma_T^-1 y_T + xi_t with Cov xi_t = Sigma_t - e^{-2 (B_T - B_t)} Sigma_t^2 Sigma_T^-1, so that
///   Cov y_t = Sigma_t + e^{-2 (B_T - B_t)} (Sigma_t Sigma_T^-1 start Sigma_T^-1 Sigma_t - Sigma_t^2
///   Sigma_T^-1).
Eigen::MatrixXd reverse_covariance(const GaussianDiffusion& diffusion, const Eigen::MatrixXd& sigma,
                                   const Eigen::MatrixXd& start, double t);

/// The probability flow from T to t with the exact score is the linear map y_t = Sigma_T^-1/2 Sigma_t^1/2
/// y_T, [d, d]: symmetric positive semidefinite, hence the optimal transport from the law of x_T to that of
/// x_t.
Eigen::MatrixXd flow_map(const GaussianDiffusion& diffusion, const Eigen::MatrixXd& sigma, double t);

}  // namespace pont::sde
