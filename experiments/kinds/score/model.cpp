// From a model to its training loss and its score.
#include "experiments/kinds/score/model.hpp"

#include "autodiff/ops.hpp"

namespace pont::kinds::score {

nn::ShardLoss ScoreModel::shard_loss(ad::Key key) const {
  return [this, key](const nn::Shard& shard) {
    return ad::sum(record(shard, key).losses) * (1.0 / static_cast<double>(shard.batch));
  };
}

ScoreModel::Recorded ScoreModel::record(const nn::Shard& shard, ad::Key key) const {
  const ad::Var x = data->draw(shard.step, shard.first, shard.rows, key / "data", parameters.dtype());
  const nn::Context context{shard.parameters, nn::Stream{key / "dropout", shard.step, shard.first}};
  const losses::Denoising::Batch batch = objective.draw(x, {key / "objective", shard.step, shard.first});
  return {batch, objective.losses(batch, (*network)(context, batch.u, batch.t))};
}

losses::NetworkScore ScoreModel::score(const ad::Tensor& flat, ad::i64 rows, ad::Backend& device) const {
  return {objective.regression(), parameters, *network, flat, d(), rows, device};
}

}  // namespace pont::kinds::score
