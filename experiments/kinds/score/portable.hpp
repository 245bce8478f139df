// A score model taken out: its recipe, and the recipe with parameters and rows to check by.
#pragma once
#include "experiments/exchange/portable.hpp"
#include "experiments/kinds/score/model.hpp"

namespace pont::kinds::score {

/// Two functions: `score` of u [rows, k d], t [rows] and, in conditional models, y [rows], as NetworkScore
/// computes it; and `rates` of t [rows], beta A and beta D(t) row-major in [rows, 2 k k]. Their coefficients
/// are polynomials of log t on [low, T] (exchange::Pieces). Facts: d, k, T, low, prior, classes, and
/// unit_shift and unit_scale where the data are standardised.
exchange::Recipe recipe_of(const ScoreModel&, double low);

/// With the parameters `flat` [P] and eight rows at times spread over [low, T] whose scores are those of
/// NetworkScore. Throws std::runtime_error where the recorded score differs from these by more than 1e-5 of
/// the largest: the network is float32.
exchange::Portable portable_of(const ScoreModel&, double low, const ad::Tensor& flat,
                               const std::string& config);

}  // namespace pont::kinds::score
