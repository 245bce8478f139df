// The SDEs of the literature as values of LinearSde, and the table of them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sde/linear_sde.hpp"

namespace pont::sde {

/// Variance preserving: dx = -beta x / 2 dt + sqrt(beta) dw, prior N(0, I) (Song et al. 2021, eq. 11).
LinearSde vp(Clock clock, double T = 1);

/// Sub-VP: dx = -beta x / 2 dt + sqrt(beta (1 - e^{-2B})) dw with B = int_0^t beta; its variance (1 -
/// e^{-B})^2 stays below that of VP; prior N(0, I) (Song et al. 2021, eq. 12).
LinearSde sub_vp(Clock clock, double T = 1);

/// Variance exploding: dx = sqrt(d sigma^2 / dt) dw, sigma(t) = sigma_min (sigma_max / sigma_min)^(t/T),
/// prior N(0, sigma_max^2 I) (Song et al. 2021, eq. 9). The variance added by time t is sigma(t)^2 -
/// sigma_min^2.
LinearSde ve(double sigma_min, double sigma_max, double T = 1);

/// Ornstein-Uhlenbeck in the normalisation of the Schroedinger bridge literature: dx = -alpha x dt + sqrt(2)
/// dw, alpha >= 0 (De Bortoli et al. 2021). The prior is the law at T from 0, N(0, (1 - e^{-2 alpha T}) /
/// alpha I): the stationary N(0, I / alpha) on long horizons, N(0, 2 T I) for the Brownian motion alpha = 0,
/// and continuous between.
LinearSde ou(double alpha, double T = 1);

/// Brownian motion dx = sigma dw, prior N(0, sigma^2 T I).
LinearSde brownian(double sigma, double T = 1);

/// Langevin diffusion in position and velocity, dx = beta v / M dt, dv = -beta (x + Gamma v / M) dt +
/// sqrt(2 Gamma beta) dw, with v_0 ~ N(0, gamma M I); stationary law N(0, I) x N(0, M I). Critically damped
/// for Gamma^2 = 4 M, under-damped below, over-damped above (Dockhorn, Vahdat & Kreis 2022, eq. 5).
LinearSde cld(Clock clock, double mass, double damping, double gamma, double T = 1);

/// Third-order Langevin: dq = beta p dt, dp = beta (-q / L + gamma s) dt, ds = -beta (gamma p + xi s) dt +
/// sqrt(2 xi beta / L) dw, the dynamics of Mou et al. 2021 (JMLR 22:42) for the potential |q|^2 / 2, used as
/// a generative model by Shi & Liu 2024 (arXiv 2404.12814); p_0, s_0 ~ N(0, share / L I). Stationary: N(0,
/// diag(1, 1/L, 1/L)). For L = 1 the characteristic polynomial has a triple root, critical damping, at gamma
/// = 2 sqrt 2, xi = 3 sqrt 3.
LinearSde third_order_langevin(Clock clock, double gamma, double xi, double L, double share, double T = 1);

/// Any constant A and D. Without `prior`, the stationary law by the Lyapunov equation (A must then be
/// stable).
LinearSde linear(std::string name, Mat A, Mat D, Clock clock, Mat initial, std::optional<Mat> prior = {},
                 double T = 1);

/// One row per model, with the parameters its source uses.
struct Model {
  std::string name, summary, source;
  LinearSde example;
};
const std::vector<Model>& models();

}  // namespace pont::sde
