// The experiment `light_bridge`: LightSB between two data sets.
#pragma once
#include "experiments/run/ends.hpp"
#include "experiments/run/parts.hpp"
#include "experiments/run/train_keys.hpp"
#include "sde/bridges/light_bridge.hpp"

namespace pont::kinds::light_bridge {

/// Learns the end potential, a Gaussian mixture, of the bridge from X_0 ~ data to X_1 ~ prior whose reference
/// is sqrt(epsilon) dW on [0, 1]. The plan is then known in closed form, forward: X_1 given X_0.
class LightExperiment final : public run::Experiment {
 public:
  void declare(config::Visitor&) override;
  void check() const override;
  run::SampleRows samples(run::RunContext&, std::int64_t first, std::int64_t count) const override;
  std::vector<std::string> measuring_sections() const override { return {"sample", "evaluate"}; }
  std::int64_t training_steps() const override { return train_.steps; }
  const run::TrainKeys* one_training() const override { return &train_; }

 protected:
  void record(run::RunContext&, run::RunParts&) const override;
  run::Presentation presentation() const override;

 private:
  struct SampleKeys final {
    std::int64_t count = 2'000, states = 6;
    void declare(config::Visitor&);
  };
  struct EvaluateKeys final {
    std::int64_t cloud = 1'000, repetitions = 5;
    void declare(config::Visitor&);
  };
  /// Throws ConfigError for laws of different dimension.
  run::Ends ends() const;
  void train(run::RunRecord&, const run::Ends&, run::RunContext&) const;
  /// The bridge of averaged parameters as a run stores them.
  sde::LightBridge bridge(const run::Ends&, std::span<const double> ema) const;
  void record_samples(run::RunRecord&, const run::Ends&, const sde::LightBridge&, ad::Key) const;
  void record_distance(run::RunRecord&, const run::Ends&, const sde::LightBridge&, ad::Key) const;

  config::Choice<data::DataOptions> data_{data::data_sets(), "two_moons"},
      prior_{data::data_sets(), "eight_gaussians"};
  double epsilon_ = 1;
  std::int64_t components_ = 50;
  run::TrainKeys train_;
  SampleKeys sample_;
  EvaluateKeys evaluate_;
};

/// The row of this kind in the list of kinds.
config::Row<run::Experiment> light_bridge_kind();

}  // namespace pont::kinds::light_bridge
