// One update of one player: its shards on worker threads, then its update program; and the buffers of a
// training.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "autodiff/backend.hpp"
#include "autodiff/tensor.hpp"
#include "nn/shard_programs.hpp"
#include "nn/update_program.hpp"

namespace pont::nn {

/// A named value that a checkpoint must hold, besides the step.
struct Buffer {
  std::string
      name;  ///< "parameters", "optimiser/first_moment", ..., "ema"; after "critic/" of a named player
  ad::Dtype dtype;
  ad::i64 size;  ///< elements
};

/// "critic/parameters", or "parameters" of a player without a name.
std::string full_name(const std::string& player, const std::string& buffer);

/// The table of buffers, and where each lies.
class Buffers final {
 public:
  explicit Buffers(ad::Backend& device) : device_(device) {}

  void add(Buffer, std::span<std::byte> memory);
  std::span<const Buffer> rows() const { return rows_; }

  /// All three throw std::invalid_argument with the list of names for an unknown one.
  std::span<std::byte> memory(const std::string& name) const { return memory_[index(name)]; }
  /// A copy [size].
  ad::Tensor get(const std::string& name) const;
  /// Throws std::invalid_argument also if shape or type differ.
  void set(const std::string& name, const ad::Tensor& value);

 private:
  std::size_t index(const std::string& name) const;

  ad::Backend& device_;
  std::vector<Buffer> rows_;
  std::vector<std::span<std::byte>> memory_;
};

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
