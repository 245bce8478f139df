// All half-bridges, one after the other, as one training that may stop and resume anywhere, and its
// preview.
#pragma once
#include <optional>

#include "experiments/figures/figure.hpp"
#include "experiments/kinds/bridge/half_bridge.hpp"
#include "experiments/kinds/bridge/method.hpp"
#include "experiments/run/training.hpp"

namespace pont::kinds::bridge {

/// Step s belongs to half-bridge s / (steps per half-bridge). A checkpoint holds the finished networks and
/// the buffers of the one in training; its cache is made again from them, bit for bit.
class BridgeTraining final : public run::Trainee {
 public:
  struct Settings {
    HalfBridgeOptions options;
    std::int64_t steps;  ///< per half-bridge
    bool warm_start;     ///< from the previous network of the same direction, if there is one
    ad::Key key;
  };
  BridgeTraining(const BridgeModel& model, const Method& method, const Settings& settings,
                 ad::Workers& workers);

  std::int64_t step() const override;
  nn::TrainingStep::Result advance(bool checked) override;
  void save(store::H5Writer& file) const override;
  void restore(const store::H5Reader& file, std::int64_t step) override;

  /// Of the finished half-bridges.
  std::span<const TrainedNetwork> networks() const { return networks_; }
  /// The same, and the average so far of the one in training.
  std::vector<TrainedNetwork> networks_so_far() const;

 private:
  void begin();
  TrainedNetwork start_of(int h) const;

  const BridgeModel& model_;
  const Method& method_;
  Settings settings_;
  ad::Workers& workers_;
  std::vector<TrainedNetwork> networks_;
  std::unique_ptr<HalfBridge> current_;  // null between two half-bridges
};

/// Networks 0, 1, ... of a file under `group`, written and read.
void write_networks(store::H5Writer& file, const std::string& group,
                    std::span<const TrainedNetwork> networks);
std::vector<TrainedNetwork> read_networks(const store::H5Reader& file, const std::string& group);

/// Those of a trained model, or of a checkpoint: the finished ones, and the average of the one in training.
std::vector<TrainedNetwork> networks_so_far(const store::H5Reader& model);

/// The free ends of 500 paths of the last of `networks`, its last step without noise, beside as many points
/// of the law there. `networks` are those of the first half-bridges, the last one perhaps still in training.
figures::Figure bridge_preview(const BridgeModel&, const Method&, std::span<const TrainedNetwork> networks,
                               ad::Key key, ad::Workers&);

}  // namespace pont::kinds::bridge
