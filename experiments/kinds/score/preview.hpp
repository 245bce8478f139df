// The preview of a score network in training: samples by a cheap sampler, beside data.
#pragma once
#include <vector>

#include "experiments/kinds/score/generate.hpp"
#include "experiments/run/preview.hpp"

namespace pont::kinds::score {

/// At most 50 steps on nodes of the first of `plans` that has a grid, the others passed over evenly; without
/// one the quadratic grid down to 1e-3.
std::vector<double> preview_grid(const sde::LinearSde&, const std::vector<options::SamplingPlan>& plans);

/// So many samples [count, d] from the prior by the reverse SDE, Euler-Maruyama on the grid, in the units of
/// training. Throws std::runtime_error once a signal asks the training to stop.
metrics::Points preview_samples(const TrainedScore&, const std::vector<double>& grid, ad::Key key,
                                ad::i64 count);

/// Samples of a network with the parameters `average` [P] on preview_grid(), beside as many data: 500 points
/// in the units of the data, or contact sheets of 64 images.
run::Preview score_preview(const ScoreModel&, const ad::Tensor& average, ad::Workers&,
                           const std::vector<options::SamplingPlan>& plans, ad::Key key);

}  // namespace pont::kinds::score
