// One training step over fixed shards: loss and gradient per shard on worker threads, then one update
// program.
#pragma once
#include <functional>
#include <limits>
#include <map>
#include <memory>

#include "autodiff/program.hpp"
#include "autodiff/workers.hpp"
#include "nn/optimisers.hpp"
#include "nn/parameters.hpp"
#include "nn/schedules.hpp"

namespace pont::nn {

/// What a shard's loss is recorded from.
struct Shard {
  ad::Tape& tape;
  std::span<const ad::Var> parameters;  ///< Parameters::views
  ad::Var step;                         ///< int64 scalar: updates before this one
  ad::Var first;                        ///< int64 scalar: number of the shard's first row in the batch
  ad::i64 rows;                         ///< in this shard
  ad::i64 batch;                        ///< in all shards
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

/// A named value that a checkpoint must hold, besides the step.
struct Buffer {
  std::string name;  ///< "parameters", "optimiser/first_moment", ..., "ema"
  ad::Dtype dtype;
  ad::i64 size;  ///< elements
};

/// Compiled once; a step allocates nothing. Shards, their order of summation (a fixed binary tree) and all
/// draws depend on the options alone, so results have the same bits for any number of workers, and after
/// buffers and step were restored.
class TrainingStep final {
 public:
  struct Result {
    double loss;           ///< mean over the batch, before the update
    double gradient_norm;  ///< before clipping
    double rate;
  };

  /// Trains on the workers' device; the workers must outlive the object. Throws std::invalid_argument if the
  /// batch is not a positive multiple of the rows per shard, or the loss is no real scalar;
  /// ad::OutOfDeviceMemory, saying how many rows per shard would fit, where the device has not the memory.
  TrainingStep(const Parameters&, ad::Key initial, const Optimiser&, const TrainingOptions&, ad::Workers&,
               const ShardLoss&);
  TrainingStep(const TrainingStep&) = delete;
  TrainingStep& operator=(const TrainingStep&) = delete;

  Result run();
  /// The same bits, looking at every value; throws ad::NonFinite with step, shard, module and operation of
  /// the first NaN or infinity. If it comes from a shard, parameters and states are as before the step.
  Result run_checked();

  /// The same bits, on the calling thread alone, adding seconds to one entry per instruction of
  /// shard_program() (over all shards) and of update_program().
  Result run_timed(std::span<double> shard, std::span<double> update);

  ad::i64 step() const { return step_; }
  ad::i64 shards() const { return static_cast<ad::i64>(first_.size()); }
  void set_step(ad::i64 step) { step_ = step; }
  /// What to get for a checkpoint, and to set to restore it.
  std::span<const Buffer> buffers() const { return buffers_; }
  /// A copy [size] of a buffer. Both throw std::invalid_argument with the list of names for an unknown one.
  ad::Tensor get(const std::string& buffer) const;
  /// Throws std::invalid_argument also if shape or type differ.
  void set(const std::string& buffer, const ad::Tensor& value);
  /// What all shards read from now on as an input that the loss recorded (data, for example); elements in
  /// row-major order. Throws std::invalid_argument if the number of bytes differs from the input's.
  void set(ad::Var input, std::span<const std::byte> values);

  /// Bytes of memory of all programs: parameters, states, gradients of the shards, and an arena per worker.
  std::size_t bytes() const;

  /// The compiled programs, to inspect.
  const ad::Program& shard_program() const { return replicas_[0]; }
  const ad::Program& update_program() const { return *update_; }

 private:
  struct ShardPorts {
    ad::Var parameters, step, first, loss, gradient;
  };
  struct UpdatePorts {
    std::vector<ad::Var> losses, gradients, states;
    ad::Var parameters, average, step, result;
  };
  void compile_shard(const Parameters&, const ShardLoss&, const TrainingOptions&);
  void compile_update(const Parameters&, const Optimiser&, const TrainingOptions&);
  void connect(const Parameters&, ad::Key initial, const Optimiser&);
  void connect_shard(ad::Program& replica, std::size_t shard);
  ad::Var port_of(const std::string& buffer) const;
  void begin();     ///< before the shards
  Result finish();  ///< after the update program
  template <class Run>
  Result advance(Run&& run);

  ad::Workers& workers_;
  ad::i64 step_ = 0;
  std::vector<ad::i64> first_;                   // row of each shard
  ad::DeviceMemory step_memory_, first_memory_;  // the same on the device
  ad::Dtype loss_dtype_{};
  ShardPorts shard_;
  UpdatePorts ports_;
  std::vector<ad::Program> replicas_;                     // one per worker
  std::unique_ptr<ad::Backend> team_;                     // runs the update on all workers
  std::unique_ptr<ad::Program> update_;                   // owns parameters, states, and the shards' results
  std::vector<std::span<std::byte>> losses_, gradients_;  // memory of the update program's inputs, by shard
  std::map<int, std::unique_ptr<ad::DeviceMemory>> inputs_;  // by tape position
  std::vector<Buffer> buffers_;
  std::vector<ad::Var> buffer_ports_;  // in the update program
};

}  // namespace pont::nn
