// Why a training step fails: the row of its batch that the network cannot bear.
#pragma once
#include <string>

#include "experiments/kinds/score/model.hpp"

namespace pont::kinds::score {

/// The row of the batch that `training` would draw next whose loss is not finite (the first such row; the row
/// with the largest loss if all are finite), with what was drawn for it:
///   row 3 of its batch has the loss inf, drawn at t = 0.0012
///   with ell = [[13.2]] and covariance Sigma = [[...]]
/// key: as in ScoreModel::shard_loss.
std::string describe_batch(const ScoreModel& model, ad::Key key, const nn::TrainingStep& training,
                           ad::i64 batch);

}  // namespace pont::kinds::score
