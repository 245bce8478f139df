// Measuring objectives: the loss of a network and of a given score on exactly the same draws.
#pragma once
#include "autodiff/backend.hpp"
#include "losses/denoising.hpp"
#include "sde/score.hpp"

namespace pont::losses {

/// Losses of the rows of x [n, d] (f32 or f64: the type of the draws), computed in chunks of `rows` rows: row
/// i uses the draws of row i of batch number `step` of `key`, whatever the chunk.
struct Sampling {
  ad::Key key;
  ad::i64 step = 0, rows = 256;
};

/// Losses [n] that a network has on `device`. `network` is recorded once.
Eigen::VectorXd network_losses(const Objective& objective, const nn::Parameters& parameters,
                               const nn::TimeNetwork& network, const ad::Tensor& flat, const ad::Tensor& x,
                               const Sampling& sampling, ad::Backend& device = ad::cpu());

/// Losses [n] that `score` has, in double, on those draws. With the exact score of the data this is the
/// smallest loss that any network can reach (the Bayes loss): what is left is the variance of the target
/// given u. One call of the score per row, as each has its own time.
Eigen::VectorXd score_losses(const Denoising& objective, sde::Score& score, const ad::Tensor& x,
                             const Sampling& sampling);

}  // namespace pont::losses
