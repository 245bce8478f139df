// The clock of a linear SDE: its speed beta(t) and elapsed time B(t), the integral of beta from 0 to t.
#pragma once
#include <functional>

namespace pont::sde {

/// beta(t) > 0 on (0, T); elapsed(t) = int_0^t beta, so elapsed(0) = 0.
struct Clock {
  std::function<double(double)> beta, elapsed;
  /// Of a Markov chain at the times i T / steps, between which beta is constant (chain_clock); 0: no chain.
  int steps = 0;
};

/// beta(t) = beta.
Clock constant_clock(double beta);

/// beta(t) = beta0 + (beta1 - beta0) t / T (Song et al. 2021, appendix C, where T = 1).
Clock affine_clock(double beta0, double beta1, double T = 1);

/// Variance exploding: beta = d sigma^2 / dt for sigma(t) = sigma_min (sigma_max / sigma_min)^(t / T)
/// (Song et al. 2021, appendix C), so elapsed(t) = sigma(t)^2 - sigma_min^2.
Clock geometric_clock(double sigma_min, double sigma_max, double T = 1);

/// elapsed(t) = -log(alpha_bar(t) / alpha_bar(0)), alpha_bar(t) = cos^2(pi/2 (t + s) / (1 + s)): the cosine
/// schedule of Nichol & Dhariwal 2021, eq. 17. beta is infinite at t = 1: use T < 1.
Clock cosine_clock(double s = 0.008);

/// Any positive rate; elapsed by adaptive Gauss-Legendre quadrature to 1e-12 relative. Evaluate it sparingly:
/// each call integrates from 0.
Clock clock_of_rate(std::function<double(double)> beta);

}  // namespace pont::sde
