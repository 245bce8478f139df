// Time grids of samplers: decreasing times from T to eps, as data.
#pragma once
#include <vector>

#include "sde/linear_sde.hpp"

namespace pont::sde {

/// n steps, n + 1 times. Throws std::invalid_argument unless n >= 1 and 0 <= eps < T.
std::vector<double> uniform_grid(double T, double eps, int n);

/// t_i = eps + (T - eps) ((n - i) / n)^2, finer towards the data (Dockhorn, Vahdat & Kreis 2022, "quadratic
/// striding").
std::vector<double> quadratic_grid(double T, double eps, int n);

/// t_i = eps + (T - eps) sin^2(pi/2 (n - i) / n), finer towards both ends: the Chebyshev-Lobatto points
/// (Trefethen 2013, chapter 2).
std::vector<double> cosine_grid(double T, double eps, int n);

/// The shape of the grid by its own nodes: fractions of [eps, T] that decrease from 1 to 0, taken as they are
/// for n = nodes.size() - 1 and on the broken line through them for any other n. Throws
/// std::invalid_argument, naming the offence, for other nodes.
std::vector<double> listed_grid(double T, double eps, int n, const std::vector<double>& nodes);

/// Equal steps of log_snr (Lu et al. 2022). Throws std::invalid_argument unless 0 < eps < T.
std::vector<double> log_snr_grid(const LinearSde& sde, double eps, int n);

/// Equal steps of sigma^(1/rho) for sigma = noise_level (Karras et al. 2022, equation 5, who take rho = 7).
/// Throws std::invalid_argument unless 0 < eps < T and rho > 0.
std::vector<double> edm_grid(const LinearSde& sde, double eps, int n, double rho);

/// A sub-sequence of the times of the chain that the clock of `sde` is: tau_i = max(i, floor(N (i /
/// n)^power)), i = n .. 1, of its N, and eps at the end; power 1 and 2 are the linear and the quadratic one
/// of Song, Meng & Ermon 2021, appendix D.2. Throws std::invalid_argument unless there is a chain, 1 <= n <=
/// N, power >= 1, and eps, which may be 0, is before tau_1.
std::vector<double> chain_grid(const LinearSde& sde, double eps, int n, double power);

/// Throws std::invalid_argument, naming the first offence, unless the times strictly decrease within [0, T].
void check_grid(const std::vector<double>& grid, double T);

}  // namespace pont::sde
