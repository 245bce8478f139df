// Samples of the diamond by a sampler with the exact score, and how sharp they are.
#pragma once
#include <string>
#include <vector>

#include "autodiff/workers.hpp"
#include "experiments/metrics/repetition.hpp"
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

}  // namespace pont::reproductions::cld
