// Samples of the diamond with the exact score: how sharp they are, and how the damping of CLD changes them.
#pragma once
#include <string>
#include <vector>

#include "autodiff/workers.hpp"
#include "experiments/metrics/repetition.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "sde/sampler.hpp"

namespace pont::reproductions::cld {

/// A sampler, the equation it solves and the times it takes; ends with the noiseless step from grid.back() to
/// 0.
struct ExactPlan final {
  const sde::LinearSde& sde;
  const sde::LinearSde& score_of;  ///< whose score is used: `sde`, unless a mistake is to be shown
  const sde::Sampler& sampler;
  double lambda;
  std::vector<double> grid;
};

/// n samples [n, 2] with the exact score of the diamond, in chunks of fixed size: sample i is a pure function
/// of (plan, key, i).
metrics::Points exact_samples(const ExactPlan& plan, ad::Key key, Eigen::Index n, ad::Workers& workers);

/// How points lie around their nearest mode of the diamond.
struct ModeStatistics final {
  metrics::Estimate outliers;   ///< share beyond 5 sigma of the nearest mode
  metrics::Estimate deviation;  ///< standard deviation of a coordinate of the others, in data units
};
ModeStatistics mode_statistics(const metrics::Points& x);

/// Sliced W2 to independent points of the diamond, over `repetitions` disjoint parts of x.
metrics::Estimate sliced_to_data(const metrics::Points& x, ad::Key key, Eigen::Index repetitions);

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

/// What the closed form of the critical kernel becomes when another Gamma is put into it:
/// with y = 4 B / Gamma it is the kernel of critical CLD of the mass Gamma^2 / 4, whatever M is.
sde::LinearSde critical_form(double damping);

}  // namespace pont::reproductions::cld
