// The preview of a score network in training: a few hundred samples by a cheap sampler, beside data.
#pragma once
#include <vector>

#include "experiments/figures/figure.hpp"
#include "experiments/kinds/score/generate.hpp"

namespace pont::kinds::score {

/// At most 50 steps on nodes of the first of `plans` that has a grid, the others passed over evenly; without
/// one the quadratic grid down to 1e-3.
std::vector<double> preview_grid(const sde::LinearSde&, const std::vector<options::SamplingPlan>& plans);

/// 500 samples [500, d] from the prior by the reverse SDE, Euler-Maruyama on the grid, in the units of
/// training. Throws std::runtime_error once a signal asks the training to stop.
metrics::Points preview_samples(const TrainedScore&, const std::vector<double>& grid, ad::Key key);

/// These samples of a network with the parameters `average` [P] on preview_grid(), beside as many data, in
/// the units of the data.
figures::Figure score_preview(const ScoreModel&, const ad::Tensor& average, ad::Workers&,
                              const std::vector<options::SamplingPlan>& plans, ad::Key key);

}  // namespace pont::kinds::score
