// What a training step is told of one player: parameters, optimiser, options, loss, and what it reads of the
// other players.
#pragma once
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "nn/optimisers.hpp"
#include "nn/parameters.hpp"
#include "nn/schedules.hpp"

namespace pont::nn {

/// What a shard's loss is recorded from.
struct Shard {
  ad::Tape& tape;
  std::span<const ad::Var> parameters;  ///< Parameters::views
  ad::Var step;                         ///< int64 scalar: updates of this player before this one
  ad::Var first;                        ///< int64 scalar: number of the shard's first row in the batch
  ad::i64 rows;                         ///< in this shard
  ad::i64 batch;                        ///< in all shards
  std::span<const std::vector<ad::Var>> reads = {};  ///< Parameters::views of each of Player::reads
  UntrainedUpdates* updates = nullptr;               ///< for the Context of this player's own network
};

/// Records the sum over the shard's rows of the loss per row, divided by the batch size, so that the shards
/// add up to the mean. Returns a scalar of a real type.
using ShardLoss = std::function<ad::Var(const Shard&)>;

/// Everything that decides the numbers of a training step, besides parameters and loss.
struct TrainingOptions {
  ad::i64 batch;  ///< rows per step
  ad::i64 rows;   ///< rows per shard; the batch is a multiple
  Schedule rate;
  double clip = std::numeric_limits<double>::infinity();  ///< threshold of the gradient's norm
  double ema_decay = 0;                                   ///< 0: the average equals the parameters
};

/// A buffer with the layout of a player's parameters, read where it lies: "parameters", or "ema", their
/// average. A player may read its own average.
struct Read {
  std::string player;
  std::string buffer = "parameters";
};

/// One of those who train side by side, a critic for example: it follows the gradient of its own loss in its
/// own parameters; what it reads of others is held fixed.
struct Player {
  std::string name;  ///< prefix of its buffers: "critic/parameters"; of the only player it may be empty
  const Parameters& parameters;
  ad::Key initial;
  const Optimiser& optimiser;
  TrainingOptions options;
  ShardLoss loss;
  std::vector<Read> reads = {};
  ad::i64 updates = 1;  ///< of this player in each step, one after the other
};

/// What is known of one update.
struct UpdateResult {
  double loss;           ///< mean over the batch, before the update
  double gradient_norm;  ///< before clipping
  double rate;
};

/// "training step" or "training step, player 'critic'", for messages.
inline std::string place_of(const Player& player) {
  return player.name.empty() ? "training step" : "training step, player '" + player.name + "'";
}

}  // namespace pont::nn
