// The noise clock of a linear SDE: the logarithm of its signal-to-noise ratio, and the time that has a given
// one.
#pragma once
#include "sde/linear_sde.hpp"

namespace pont::sde {

// lambda(t) = log |det Phi| - 1/2 log det Sigma for u_t given data: mean Phi m, covariance Sigma, auxiliary
// blocks N(0, initial). For k = 1 it is log(alpha / sigma), half the log-SNR of Lu et al. 2022 (DPM-Solver).
// It decreases strictly under any linear SDE: d lambda / dB = -tr(Sigma^-1 D) / 2. Throws std::domain_error
// where Sigma is singular (t = 0).
double log_snr(const LinearSde& sde, double t);

// sigma(t) = exp(-lambda(t) / k): for k = 1 the noise level of u_t / alpha(t) (Karras et al. 2022, equation
// 4).
double noise_level(const LinearSde& sde, double t);

// The t in [low, high] whose log_snr is `value`, to rounding; the nearer end where there is none.
double time_of_log_snr(const LinearSde& sde, double value, double low, double high);

}  // namespace pont::sde
