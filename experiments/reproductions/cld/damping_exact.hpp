// The exact part of the damping study: mixing, and sampling in every regime.
#pragma once
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/cld/exact_sampling.hpp"

namespace pont::reproductions::cld {

/// KL(p_t, prior) of CLD on the diamond in nats, Gamma = damping * sqrt(M).
double mixing_divergence(double damping, double t);
/// The damping in [.5, 8] whose mixing_divergence is least.
double best_damping(double t);
/// mixing_divergence against damping at a few times.
reproduce::NamedFigure mixing_figure();

/// Samples of the reverse SDE at `damping` by Euler-Maruyama on the quadratic grid with 1000 steps, with the
/// exact score of `score_of`: toy_cld(damping), unless a wrong kernel is to be shown.
ModeStatistics damped_samples(double damping, const sde::LinearSde& score_of, Eigen::Index n,
                              ad::Workers& workers);

/// What the closed form of the critical kernel becomes when another Gamma is put into it: with y = 4 B /
/// Gamma it is the kernel of critical CLD of the mass Gamma^2 / 4, whatever M is.
sde::LinearSde critical_form(double damping);

}  // namespace pont::reproductions::cld
