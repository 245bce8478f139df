// How far the reverse Ornstein-Uhlenbeck chain ends from the data, in total variation, computed and drawn.
#pragma once
#include <vector>

#include "experiments/reproduce/reproduction.hpp"
#include "sde/mixture.hpp"

namespace pont::reproductions::convergence {

/// Total variation for one alpha, horizon T and step gamma; the chain is Euler-Maruyama with the exact score.
struct ChainError {
  double total = 0;           ///< chain from the prior, to the data
  double start = 0;           ///< chain from the prior, to the chain from the law of x_T
  double discretisation = 0;  ///< chain from the law of x_T, to the data
};

/// The errors of one alpha.
struct ChainErrors {
  double alpha = 0;
  std::vector<double> horizons, steps;
  std::vector<std::vector<ChainError>> at;  ///< [horizon][step]

  /// How fast the error of the start falls between horizons i - 1 and i at the smallest step: per unit of T
  /// for alpha > 0, as a power of 1/T for alpha = 0.
  double decay(std::size_t i) const;
  /// The rate that the theorem gives it: sqrt(alpha), or 1/2 for alpha = 0.
  double bound_decay() const;
  /// Order in the step of the discretisation error, between steps j - 1 and j at horizon i.
  double order(std::size_t i, std::size_t j) const;
};

/// 0.3 N(-1, 0.4^2) + 0.7 N(1.2, 0.5^2): C^3, bounded, with a linear score in the tails, as theorem 1 of
/// De Bortoli et al. 2021 asks; neither centred nor symmetric.
sde::Mixture convergence_data();

/// dX = -alpha X dt + sqrt(2) dB on [0, T], reversed from N(0, 1 / alpha), for alpha = 0 from N(0, 2 T), in
/// T / step equal steps. `resolution`: nodes per width of a step, after its steepest slope; 2 gives 1e-8 and
/// better.
ChainError chain_error(double alpha, double T, double step, double resolution = 2);

/// chain_error at every horizon and step.
ChainErrors chain_errors(double alpha, const std::vector<double>& horizons, const std::vector<double>& steps);

/// Total variation against T for each step, and against the step for two horizons, a panel for each alpha,
/// beside the shape of the bound's terms.
std::vector<reproduce::NamedFigure> convergence_figures(const std::vector<ChainErrors>& all);

}  // namespace pont::reproductions::convergence
