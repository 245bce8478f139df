// One training step: every player in turn takes its updates, each over fixed shards on worker threads.
#pragma once
#include <initializer_list>
#include <memory>

#include "nn/player_step.hpp"

namespace pont::nn {

/// Compiled once; a step allocates nothing. Players take their updates one after the other, in the given
/// order: each reads what those before it have just changed, on the device. Shards, their order of summation
/// (a fixed binary tree) and all draws depend on the options alone, so results have the same bits for any
/// number of workers, and after buffers and step were restored.
class TrainingStep final {
 public:
  using Result = UpdateResult;

  /// One player, without a name. Trains on the workers' device; the workers must outlive the object. Throws
  /// std::invalid_argument if the batch is not a positive multiple of the rows per shard, or the loss is no
  /// real scalar; ad::OutOfDeviceMemory, saying how many rows per shard would fit, where the device has not
  /// the memory.
  TrainingStep(const Parameters&, ad::Key initial, const Optimiser&, const TrainingOptions&, ad::Workers&,
               const ShardLoss&);
  /// Throws std::invalid_argument also for no player, a name that occurs twice or a read of somebody who does
  /// not exist, and fewer than one update in a step.
  TrainingStep(std::span<const Player>, ad::Workers&);
  TrainingStep(std::initializer_list<Player> players, ad::Workers& workers)
      : TrainingStep(std::span(players.begin(), players.size()), workers) {}
  TrainingStep(const TrainingStep&) = delete;
  TrainingStep& operator=(const TrainingStep&) = delete;

  /// The last update of the first player; see results() for the others.
  Result run();
  /// The same bits, looking at every value; throws ad::NonFinite with step, player, shard, module and
  /// operation of the first NaN or infinity. If it comes from a shard, this player's parameters and states
  /// are as before the update, and those of players after it as before the step.
  Result run_checked();

  /// The same bits, on the calling thread alone, adding seconds to one entry per instruction of
  /// shard_program() (over all shards) and of update_program(), player after player.
  Result run_timed(std::span<double> shard, std::span<double> update);

  /// The last update of each player, in their order.
  std::span<const Result> results() const { return results_; }

  ad::i64 step() const { return step_; }
  void set_step(ad::i64 step) { step_ = step; }
  /// What to get for a checkpoint, and to set to restore it.
  std::span<const Buffer> buffers() const { return buffers_.rows(); }
  /// A copy [size] of a buffer. Both throw std::invalid_argument with the list of names for an unknown one.
  ad::Tensor get(const std::string& buffer) const { return buffers_.get(buffer); }
  /// Throws std::invalid_argument also if shape or type differ.
  void set(const std::string& buffer, const ad::Tensor& value) { buffers_.set(buffer, value); }
  /// What all shards of a player read from now on as an input that its loss recorded (data, for example);
  /// elements in row-major order. Throws std::invalid_argument if the number of bytes differs from the
  /// input's.
  void set(ad::Var input, std::span<const std::byte> values, std::size_t player = 0) {
    players_[player]->set(input, values);
  }

  /// Bytes of memory of all programs: parameters, states, gradients of the shards, and an arena per worker.
  std::size_t bytes() const;

  std::size_t players() const { return players_.size(); }
  /// Of a player: updates in each step, and shards of each.
  ad::i64 updates(std::size_t player = 0) const { return players_[player]->updates(); }
  ad::i64 shards(std::size_t player = 0) const { return players_[player]->shards(); }
  /// The compiled programs, to inspect.
  const ad::Program& shard_program(std::size_t player = 0) const { return players_[player]->shard_program(); }
  const ad::Program& update_program(std::size_t player = 0) const {
    return players_[player]->update_program();
  }

 private:
  template <class Update>
  Result advance(Update&& update);

  ad::i64 step_ = 0;
  Buffers buffers_;
  std::vector<std::unique_ptr<PlayerStep>> players_;
  std::vector<Result> results_;  // by player
};

}  // namespace pont::nn
