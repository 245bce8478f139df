// A score model put together: data, forward process, network, and the objective that says what the network
// means.
#pragma once
#include <memory>

#include "experiments/data/data_set.hpp"
#include "losses/denoising.hpp"
#include "losses/network_score.hpp"
#include "nn/training_step.hpp"

namespace pont::kinds::score {

struct ScoreModel final {
  std::unique_ptr<data::DataSet> data;
  losses::Denoising objective;                       ///< what is drawn, and what the network means
  std::shared_ptr<const losses::Objective> trained;  ///< what training minimises on these draws
  nn::Parameters parameters;
  std::unique_ptr<nn::TimeNetwork> network;  ///< told the class of a point, where the model is conditional
  double drop = 0;                           ///< share of the rows that training does not tell their class

  const sde::LinearSde& sde() const { return objective.regression().sde(); }
  int d() const { return data->dimension(); }
  bool conditional() const { return network->condition().classes > 0; }

  /// The loss of one shard: data drawn from stream key / "data", the objective from key / "objective", the
  /// rows whose class is not told from key / "drop".
  nn::ShardLoss shard_loss(ad::Key key) const;
  /// The losses [rows] of a shard, and what they are drawn at; `key` as in shard_loss.
  ad::Var row_losses(const nn::Shard& shard, ad::Key key) const;
  losses::Denoising::Batch drawn(const nn::Shard& shard, ad::Key key) const;
  /// The learned score for given parameters [P], in chunks of `rows`, computed on the device.
  losses::NetworkScore score(const ad::Tensor& flat, ad::i64 rows, ad::Backend& device) const;

 private:
  data::Drawn points(const nn::Shard& shard, ad::Key key) const;
  ad::Var told(ad::Var classes, const nn::Shard& shard, ad::Key key) const;
};

}  // namespace pont::kinds::score
