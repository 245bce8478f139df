// From a model to its training loss and its score.
#include "experiments/score/model.hpp"

#include <cstring>

#include "autodiff/ops.hpp"

namespace pont::experiments {

nn::ShardLoss ScoreModel::shard_loss(ad::Key key) const {
  return [this, key](const nn::Shard& shard) {
    const ad::Var x = data->draw(shard.step, shard.first, shard.rows, key / "data", parameters.dtype());
    const nn::Context context{shard.parameters, nn::Stream{key / "dropout", shard.step, shard.first}};
    const losses::Network net = [&](ad::Var u, ad::Var t) { return (*network)(context, u, t); };
    const ad::Var losses = objective(net, x, {key / "objective", shard.step, shard.first});
    return ad::sum(losses) * (1.0 / static_cast<double>(shard.batch));
  };
}

losses::NetworkScore ScoreModel::score(const ad::Tensor& flat, ad::i64 rows) const {
  return {objective.regression(), parameters, *network, flat, d(), rows};
}

ad::Tensor buffer_value(const nn::TrainingStep& training, const std::string& name) {
  const nn::Buffer& b = training.buffer(name);
  ad::Tensor t({b.size}, b.dtype);
  std::memcpy(t.bytes().data(), b.bytes.data(), b.bytes.size());
  return t;
}

}  // namespace pont::experiments
