// One half-bridge in training: its pairs, its cache, its network.
#pragma once
#include "experiments/kinds/bridge/method.hpp"
#include "nn/training_step.hpp"

namespace pont::kinds::bridge {

/// How a half-bridge is trained, besides what the method says.
struct HalfBridgeOptions final {
  nn::TrainingOptions training;
  const nn::Optimiser& optimiser;
  ad::i64 units, refresh,
      chunk;  ///< of the cache: see PairCache; steps between two refills; rows simulated together
};

class HalfBridge final {
 public:
  /// `start`: parameters to begin with, null for fresh ones drawn from key / "initial".
  HalfBridge(const BridgeModel& model, const Method& method, int h, std::span<const TrainedNetwork> networks,
             const HalfBridgeOptions& options, const TrainedNetwork& start, ad::Key key,
             ad::Workers& workers);

  nn::TrainingStep::Result advance(bool checked);
  nn::TrainingStep& training() { return *training_; }
  const nn::TrainingStep& training() const { return *training_; }
  std::size_t cache_bytes() const { return cache_.bytes(); }
  /// The moving average of the parameters.
  TrainedNetwork average() const;

 private:
  void record(const BridgeModel& model, const HalfBridgeOptions& options,
              const losses::PairObjective& objective, ad::Key key, ad::Workers& workers);
  void next_batch();

  ad::i64 batch_, refresh_, filled_ = -1;
  std::unique_ptr<PairSource> source_;
  PairCache cache_;
  std::vector<float> rows_;     // of a batch,
  std::vector<ad::i64> edges_;  // which all shards read
  ad::Var rows_port_, edges_port_;
  std::unique_ptr<nn::TrainingStep> training_;
};

}  // namespace pont::kinds::bridge
