// One update of one player: its shards on worker threads, then its update program.
#pragma once
#include "nn/buffers.hpp"
#include "nn/shard_programs.hpp"
#include "nn/update_program.hpp"

namespace pont::nn {

/// A player's programs and their memory. Compiled once; an update allocates nothing. Results depend on the
/// buffers and the number of the update alone.
class PlayerStep final {
 public:
  /// Trains on the workers' device, and adds its buffers to `buffers`. `tables`: of what the player reads, in
  /// its order. Throws as TrainingStep does.
  PlayerStep(const Player&, std::span<const Parameters* const> tables, ad::Workers&, Buffers& buffers);
  /// Before the first update, for each entry of Player::reads: where the buffer lies, and its player's
  /// untrained values, if there are any.
  void connect_read(std::size_t read, std::span<std::byte> flat, std::span<std::byte> untrained) {
    shards_.connect_read(read, flat, untrained);
  }

  /// Update `number` of this player, counted from 0.
  UpdateResult run(ad::i64 number);
  /// The same bits, looking at every value; throws ad::NonFinite with shard, module and operation.
  UpdateResult run_checked(ad::i64 number);
  /// The same bits, adding seconds to one entry per instruction of the programs.
  UpdateResult run_timed(ad::i64 number, std::span<double> shard, std::span<double> update);

  const std::string& name() const { return name_; }
  ad::i64 updates() const { return updates_; }
  void set(ad::Var input, std::span<const std::byte> values) { shards_.set(input, values); }
  ad::i64 shards() const { return shards_.count(); }
  std::size_t bytes() const;
  const ad::Program& shard_program() const { return shards_.program(); }
  const ad::Program& update_program() const { return update_.program(); }

 private:
  void begin(ad::i64 number);
  template <class Run>
  UpdateResult advance(ad::i64 number, Run&& run);

  std::string name_;
  ad::i64 updates_;
  ad::DeviceMemory step_, untrained_;
  ShardPrograms shards_;
  UpdateProgram update_;
};

}  // namespace pont::nn
