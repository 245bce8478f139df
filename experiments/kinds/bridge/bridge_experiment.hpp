// The experiment `bridge`: learn a Schroedinger bridge between two data sets, measure every half-bridge, draw
// it.
#pragma once
#include "experiments/kinds/bridge/bridge_training.hpp"
#include "experiments/kinds/bridge/record_bridge.hpp"
#include "experiments/options/networks.hpp"
#include "experiments/options/references.hpp"
#include "experiments/run/parts.hpp"
#include "experiments/run/train_keys.hpp"

namespace pont::kinds::bridge {

struct CacheKeys final {
  std::int64_t units = 2'560, refresh = 100, chunk = 256;
  void declare(config::Visitor&);
};

struct BridgeSampleKeys final {
  std::int64_t count = 2'000, states = 6, paths = 40;
  bool last_noise = false;
  std::string direction = "backward";
  void declare(config::Visitor&);
};

struct BridgeEvaluateKeys final {
  std::int64_t count = 10'000, cloud = 1'000, repetitions = 5, keep = 0, starts = 20, draws = 500;
  void declare(config::Visitor&);
};

class BridgeExperiment final : public run::Experiment {
 public:
  void declare(config::Visitor&) override;
  void check() const override;
  run::SampleRows samples(run::RunContext&, std::int64_t first, std::int64_t count) const override;
  std::vector<std::string> measuring_sections() const override { return {"sample", "evaluate"}; }
  std::int64_t training_steps() const override;

 protected:
  void record(run::RunContext&, run::RunParts&) const override;
  run::Presentation presentation() const override;

 private:
  BridgeModel build() const;
  /// The same between the points that training sees.
  BridgeModel build_training(ad::Key key) const;
  HalfBridgeOptions half_bridge_options(const nn::Optimiser&) const;
  void train(run::RunRecord&, const BridgeModel&, const Method&, run::RunContext&) const;
  MeasureSettings measure_settings() const;
  void record_ends(run::RunRecord&, const BridgeModel&, ad::Key) const;
  void record_paths(run::RunRecord&, const TrainedBridge&, losses::Direction, ad::Key) const;

  config::Choice<data::DataOptions> data_{data::data_sets(), "two_moons"},
      prior_{data::data_sets(), "eight_gaussians"};
  config::Choice<options::ReferenceOptions> reference_{options::references(), "brownian"};
  config::Choice<options::StepOptions> steps_{options::step_schedules(), "constant"};
  config::Choice<MethodOptions> method_{bridge_methods(), "dsb"};
  config::Choice<options::NetworkOptions> network_{options::networks(), "concat_mlp"};
  std::string unit_ = "noise";
  run::TrainKeys train_{.steps = 1'000};  // of each half-bridge
  bool warm_start_ = true;
  CacheKeys cache_;
  BridgeSampleKeys sample_;
  BridgeEvaluateKeys evaluate_;
};

/// The row of this kind in the list of kinds.
config::Row<run::Experiment> bridge_kind();

}  // namespace pont::kinds::bridge
