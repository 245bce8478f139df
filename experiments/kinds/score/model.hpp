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
  losses::Denoising objective;
  nn::Parameters parameters;
  std::unique_ptr<nn::TimeNetwork> network;

  const sde::LinearSde& sde() const { return objective.regression().sde(); }
  int d() const { return data->dimension(); }

  /// The loss of one shard: data drawn from stream key / "data", the objective from key / "objective".
  nn::ShardLoss shard_loss(ad::Key key) const;
  /// What a shard draws, and the losses [rows] that the network has there; `key` as in shard_loss.
  struct Recorded {
    losses::Denoising::Batch batch;
    ad::Var losses;
  };
  Recorded record(const nn::Shard& shard, ad::Key key) const;
  /// The learned score for given parameters [P], in chunks of `rows`, computed on the device.
  losses::NetworkScore score(const ad::Tensor& flat, ad::i64 rows, ad::Backend& device) const;
};

}  // namespace pont::kinds::score
