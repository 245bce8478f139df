// The program of a player's update: shards' losses and gradients added up, clipping, optimiser, average.
#pragma once
#include "autodiff/program.hpp"
#include "autodiff/tape.hpp"
#include "autodiff/workers.hpp"
#include "nn/player.hpp"
#include "nn/shard_programs.hpp"

namespace pont::nn {

// What happens to gradients and averages around the optimiser: clipping by global norm, exponential moving
// average.

struct Clipped {
  ad::Var gradient;
  ad::Var norm;  ///< before clipping
};

/// Pascanu, Mikolov, Bengio 2013, algorithm 1: a gradient [P] whose Euclidean norm exceeds `threshold` is
/// scaled to it; any other stays as it is, bit for bit. An infinite threshold records no scaling at all.
/// Throws std::invalid_argument for threshold <= 0.
Clipped clip_by_global_norm(ad::Var gradient, double threshold);

/// The next exponential moving average d e + (1 - d) p of the parameters p [P], with
/// d = min(decay, (1 + n) / (10 + n)) after n = step + 1 updates, `step` the int64 number of those before
/// this one (num_updates of tf.train.ExponentialMovingAverage, as in score_sde of Song et al. 2021).
/// decay = 0 makes the average equal to the parameters. Throws std::invalid_argument unless 0 <= decay < 1.
ad::Var next_average(ad::Var average, ad::Var parameters, ad::Var step, double decay);

/// Owns parameters, average, states of the optimiser, and the memory into which shards write. Runs on all
/// workers where the device can.
class UpdateProgram final {
 public:
  UpdateProgram(const Player&, const ShardPrograms&, ad::Workers&);

  /// Memory that it reads and changes: the number of updates, and the player's untrained values.
  void connect(std::span<std::byte> step, std::span<std::byte> untrained);

  /// The buffers [P] that a checkpoint must hold, and where they lie.
  std::vector<std::pair<std::string, std::span<std::byte>>> buffers() const;
  std::span<std::byte> parameters() const { return program_->memory(ports_.parameters); }
  ShardPrograms::Results results_of(std::size_t shard) const;

  /// What the last run computed; waits for it.
  UpdateResult result() const;

  ad::Program& program() { return *program_; }
  const ad::Program& program() const { return *program_; }

 private:
  struct Ports {
    ad::Var parameters, average, untrained, step, result;
    std::vector<ad::Var> states, losses, gradients, updated;
  };
  void record_inputs(const Player&, const ShardPrograms&, ad::Tape&);
  std::vector<ad::Update> record(const Player&);

  std::vector<std::string> states_;  // of the optimiser
  Ports ports_;
  std::unique_ptr<ad::Backend> team_;  // runs the program on all workers
  std::unique_ptr<ad::Program> program_;
};

}  // namespace pont::nn
