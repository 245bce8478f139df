// The program of a shard's loss and gradient: compiled once, a replica for each worker.
#pragma once
#include "autodiff/program.hpp"
#include "autodiff/workers.hpp"
#include "nn/player.hpp"

namespace pont::nn {

/// Inputs are memory of the caller on the workers' device, and so is what each shard yields.
class ShardPrograms final {
 public:
  /// `tables`: of what the player reads, in its order. Throws std::invalid_argument if the batch is not a
  /// positive multiple of the rows per shard, the loss is no real scalar, or an updated value has another
  /// shape than its row; ad::OutOfDeviceMemory, saying how many rows per shard would fit.
  ShardPrograms(const Player&, std::span<const Parameters* const> tables, ad::Workers&);

  /// Number of shards.
  ad::i64 count() const { return static_cast<ad::i64>(first_.size()); }
  ad::Dtype loss_dtype() const { return loss_dtype_; }
  /// Untrained rows to which the loss gives new values, and their elements.
  std::span<const UntrainedId> updated() const { return updated_; }
  ad::i64 updated_size() const { return updated_size_; }

  struct Inputs {
    std::span<std::byte> parameters, untrained, step;
  };
  struct Results {
    std::span<std::byte> loss, gradient, updated;  ///< the last is empty where nothing is updated
  };
  void connect(const Inputs&, std::vector<Results> of_shards);
  /// Memory of the buffer that entry `read` of Player::reads names, and of its player's untrained values.
  void connect_read(std::size_t read, std::span<std::byte> flat, std::span<std::byte> untrained);
  /// What all replicas read from now on as an input that the loss recorded; see TrainingStep::set.
  void set(ad::Var input, std::span<const std::byte> values);

  /// Runs every shard: `run(program, shard)` on some worker. Allocates nothing.
  template <class Run>
  void run(Run&& run) {
    replicas_[0].refresh();  // whatever changed the parameters
    replicas_[0].prepare(workers_);
    workers_.run(static_cast<int>(count()), [&](int s, int worker) {
      ad::Program& replica = replicas_[static_cast<std::size_t>(worker)];
      connect_shard(replica, static_cast<std::size_t>(s));
      run(replica, s);
    });
  }
  /// The same on the calling thread alone, adding seconds to one entry per instruction.
  void run_timed(std::span<double> seconds);

  const ad::Program& program() const { return replicas_[0]; }
  std::size_t bytes() const;

 private:
  struct ReadPorts {
    ad::Var flat, untrained;
  };
  struct Ports {
    ad::Var parameters, untrained, step, first, loss, gradient, updated;
    std::vector<ReadPorts> reads;
  };
  void record(const Player&, std::span<const Parameters* const> tables, ad::Tape&);
  void collect_updates(const Player&, const UntrainedUpdates&);
  std::vector<ad::Var> outputs() const;
  std::vector<ad::Var> fixed() const;
  void bind(ad::Var port, std::span<std::byte>);
  void connect_shard(ad::Program& replica, std::size_t shard);

  ad::Workers& workers_;
  std::vector<ad::i64> first_;     // row of each shard
  ad::DeviceMemory first_memory_;  // the same on the device
  ad::Dtype loss_dtype_{};
  std::vector<UntrainedId> updated_;
  ad::i64 updated_size_ = 0;
  Ports ports_;
  std::vector<ad::Program> replicas_;                        // one per worker
  std::vector<Results> results_;                             // by shard
  std::map<int, std::unique_ptr<ad::DeviceMemory>> inputs_;  // by tape position
};

}  // namespace pont::nn
