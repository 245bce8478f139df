// The laws of the two-dimensional experiments on critically damped Langevin diffusion (CLD).
#pragma once
#include <string>
#include <vector>

#include "sde/linear_sde.hpp"
#include "sde/mixture.hpp"

namespace pont::reproductions::cld {

/// CLD with the parameters of Dockhorn, Vahdat & Kreis 2022: M = 1/4, beta = 4, gamma = .04, T = 1, and
/// Gamma = damping * sqrt(M). Critical at damping 2, which they use; below it the process oscillates.
inline constexpr double critical_damping = 2;
sde::LinearSde toy_cld(double damping = critical_damping);

/// Their baseline, VP at beta = 4.
sde::LinearSde toy_vp();

/// The diamond (experiments/data/gaussians.hpp) [9, 2], with modes of standard deviation diamond_sigma.
inline constexpr double diamond_sigma = 0.04;
sde::Mixture diamond();

/// One axis of the diamond, [3, 1]. Rotated by 45 degrees the diamond is the product of two of these, and
/// stays one under every linear SDE: what adds up over coordinates is twice that of one axis.
sde::Mixture diamond_axis();

/// -E log p of the diamond in nats, log 9 + log(2 pi e sigma^2) = -1.40265: its modes are 12 sigma apart.
double diamond_entropy();

/// A process with the words for it.
struct NamedSde {
  std::string name;
  sde::LinearSde sde;
};

/// Under-damped, critical and over-damped CLD: Gamma = 1, 2, 4 sqrt(M).
struct Regime {
  std::string name;
  double damping;
};
const std::vector<Regime>& damping_regimes();

}  // namespace pont::reproductions::cld
