// Clocks of Markov chains with Gaussian steps: DDPM at its discrete times, as a linear SDE between them.
#pragma once
#include <vector>

#include "sde/clock.hpp"

namespace pont::sde {

/// The clock for which VP at the times i T / N is the chain x_i = sqrt(1 - beta_i) x_{i-1} + sqrt(beta_i)
/// eps, i = 1 .. N, exactly (Ho, Jain & Abbeel 2020, equation 2): elapsed(i T / N) = -log alpha_bar_i,
/// alpha_bar_i = prod (1 - beta_j), and linear between. Throws std::invalid_argument unless N >= 1, 0 <
/// beta_i < 1, T > 0.
Clock chain_clock(const std::vector<double>& betas, double T = 1);

/// beta_i from `first` to `last`, linear in i (Ho, Jain & Abbeel 2020, section 4: 1e-4, .02, N = 1000).
std::vector<double> linear_betas(int steps, double first, double last);

/// beta_i = min(1 - f(i / N) / f((i - 1) / N), most), f(t) = cos^2(pi/2 (t + s) / (1 + s)) (Nichol & Dhariwal
/// 2021, equation 17: s = .008, most = .999).
std::vector<double> cosine_betas(int steps, double s, double most);

}  // namespace pont::sde
