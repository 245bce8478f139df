// A score model: its training loss and its score, made from its parts.
#include "experiments/kinds/score/model.hpp"

#include "autodiff/ops.hpp"

namespace pont::kinds::score {

nn::ShardLoss ScoreModel::shard_loss(ad::Key key) const {
  return [this, key](const nn::Shard& shard) {
    return ad::sum(row_losses(shard, key)) * (1.0 / static_cast<double>(shard.batch));
  };
}

data::Drawn ScoreModel::points(const nn::Shard& shard, ad::Key key) const {
  return data->draw(shard.step, shard.first, shard.rows, key / "data", parameters.dtype());
}

// Ho & Salimans 2022, algorithm 1: with probability `drop` the class of a row is not known.
ad::Var ScoreModel::told(ad::Var classes, const nn::Shard& shard, ad::Key key) const {
  if (!conditional()) return {};
  const ad::Var coin = ad::uniform(shard.step, shard.first, key / "drop", classes.shape(), ad::Dtype::f64),
                number = ad::cast(classes, ad::Dtype::f64),
                unknown = ad::zeros_like(number) + data->classes();
  return ad::cast(ad::where(ad::less(coin, drop), unknown, number), ad::Dtype::i64);
}

ad::Var ScoreModel::row_losses(const nn::Shard& shard, ad::Key key) const {
  const nn::Context context{shard.parameters, nn::Stream{key / "dropout", shard.step, shard.first}};
  const data::Drawn drawn = points(shard, key);
  return (*trained)(losses::bound(*network, context, told(drawn.y, shard, key)), drawn.x,
                    {key / "objective", shard.step, shard.first});
}

losses::Denoising::Batch ScoreModel::drawn(const nn::Shard& shard, ad::Key key) const {
  return objective.draw(points(shard, key).x, {key / "objective", shard.step, shard.first});
}

losses::NetworkScore ScoreModel::score(const ad::Tensor& flat, ad::i64 rows, ad::Backend& device) const {
  return {objective.regression(), parameters, *network, flat, d(), rows, device};
}

}  // namespace pont::kinds::score
