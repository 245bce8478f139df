// What noise does to data by time t: the coefficients of training noise, its score, and the log-SNR.
#pragma once
#include "sde/linear_sde.hpp"

namespace pont::sde {

/// Given u_0 (data in block 0; whatever part of the auxiliary blocks S0 does not cover must be in u_0 too)
/// and standard normal eps [k, d], the perturbed sample and its score are
///   u = Phi u_0 + L eps,   grad_u log p(u | u_0) = -W eps,   L L^T = Sigma = Phi S0 Phi^T + Q + floor I,   W
///   = L^-T.
/// Denoising score matching is S0 = 0, hybrid score matching is S0 = sde.initial (Dockhorn, Vahdat & Kreis
/// 2022, section 3.2). For a driven last block the score row is -eps_v / L_vv: 1 / L_vv is the paper's ell_t.
///
/// `floor` (their eps_num, >= 0) is a parameter of the model: it bounds ell_t as t -> 0. With floor = 0, t
/// must be > 0.
class Perturbation final {
 public:
  /// Throws std::invalid_argument when S0 is not k x k or floor is negative.
  Perturbation(LinearSde sde, Mat S0, double floor);

  /// Doubles per row: Phi, L, W, each k x k row-major, in this order.
  int stride() const { return 3 * sde_.k() * sde_.k(); }

  /// Writes the stride() coefficients for time t in [0, T] to `out`. No allocation for SDEs that `flow`
  /// serves. Throws std::domain_error, naming the SDE, t, floor and Sigma, when Sigma is not positive
  /// definite.
  void coefficients(double t, double* out) const;

  const LinearSde& sde() const { return sde_; }
  const Mat& S0() const { return S0_; }
  double floor() const { return floor_; }

 private:
  LinearSde sde_;
  Mat S0_;
  double floor_;
};

/// lambda(t) = log |det Phi| - 1/2 log det Sigma for u_t given data: mean Phi m, covariance Sigma, auxiliary
/// blocks N(0, initial). For k = 1 it is log(alpha / sigma), half the log-SNR of Lu et al. 2022 (DPM-Solver).
/// It decreases strictly under any linear SDE: d lambda / dB = -tr(Sigma^-1 D) / 2. Throws std::domain_error
/// where Sigma is singular (t = 0).
double log_snr(const LinearSde& sde, double t);

/// sigma(t) = exp(-lambda(t) / k): for k = 1 the noise level of u_t / alpha(t) (Karras et al. 2022, equation
/// 4).
double noise_level(const LinearSde& sde, double t);

/// The t in [low, high] whose log_snr is `value`, to rounding; the nearer end where there is none.
double time_of_log_snr(const LinearSde& sde, double value, double low, double high);

}  // namespace pont::sde
