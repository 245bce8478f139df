// From a model to its training loss and its score.
#include "experiments/kinds/score/model.hpp"

#include "autodiff/ops.hpp"

namespace pont::kinds::score {

nn::ShardLoss ScoreModel::shard_loss(ad::Key key) const {
  return [this, key](const nn::Shard& shard) {
    return ad::sum(row_losses(shard, key)) * (1.0 / static_cast<double>(shard.batch));
  };
}

ad::Var ScoreModel::points(const nn::Shard& shard, ad::Key key) const {
  return data->draw(shard.step, shard.first, shard.rows, key / "data", parameters.dtype()).x;
}

ad::Var ScoreModel::row_losses(const nn::Shard& shard, ad::Key key) const {
  const nn::Context context{shard.parameters, nn::Stream{key / "dropout", shard.step, shard.first}};
  return (*trained)(losses::bound(*network, context), points(shard, key),
                    {key / "objective", shard.step, shard.first});
}

losses::Denoising::Batch ScoreModel::drawn(const nn::Shard& shard, ad::Key key) const {
  return objective.draw(points(shard, key), {key / "objective", shard.step, shard.first});
}

losses::NetworkScore ScoreModel::score(const ad::Tensor& flat, ad::i64 rows, ad::Backend& device) const {
  return {objective.regression(), parameters, *network, flat, d(), rows, device};
}

}  // namespace pont::kinds::score
