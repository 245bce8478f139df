// The exact part of the damping study: mixing, and sampling in every regime.
#pragma once
#include "experiments/cld/exact_sampling.hpp"
#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

/// KL(p_t, prior) of CLD on the diamond in nats, Gamma = damping * sqrt(M).
double mixing_divergence(double damping, double t);
/// The damping in [.5, 8] whose mixing_divergence is least.
double best_damping(double t);
/// mixing_divergence against damping at a few times.
NamedFigure mixing_figure();

/// Samples of the reverse SDE at `damping` by Euler-Maruyama on the quadratic grid with 1000 steps, with the
/// exact score of CLD at `score_damping`: equal, unless a wrong kernel is to be shown.
ModeStatistics damped_samples(double damping, double score_damping, Eigen::Index n, ad::Workers& workers);

}  // namespace pont::experiments
