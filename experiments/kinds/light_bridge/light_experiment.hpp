// The experiment `light_bridge`: LightSB between two data sets.
#pragma once
#include "experiments/data/data_set.hpp"
#include "experiments/run/parts.hpp"
#include "experiments/run/train_keys.hpp"
#include "sde/bridges/light_bridge.hpp"

namespace pont::experiments {

/// Learns the end potential, a Gaussian mixture, of the bridge from X_0 ~ data to X_1 ~ prior whose reference
/// is sqrt(epsilon) dW on [0, 1]. The plan is then known in closed form, forward: X_1 given X_0.
class LightExperiment final : public Experiment {
 public:
  void declare(Visitor&) override;
  void check() const override;
  void sample(RunContext&, std::int64_t first, std::int64_t count) const override;
  std::vector<std::string> measuring_sections() const override { return {"sample", "evaluate"}; }

 protected:
  void record(RunContext&, RunParts&) const override;
  void draw_figures(const H5Reader& run, const std::filesystem::path& directory) const override;
  std::string report(const H5Reader& run) const override;
  std::string table(const H5Reader& run) const override;

 private:
  struct SampleKeys final {
    std::int64_t count = 2'000, states = 6;
    void declare(Visitor&);
  };
  struct EvaluateKeys final {
    std::int64_t cloud = 1'000, repetitions = 5;
    void declare(Visitor&);
  };
  struct Ends final {
    std::unique_ptr<DataSet> data, prior;
  };
  /// Throws ConfigError for laws of different dimension.
  Ends ends() const;
  void train(RunRecord&, const Ends&, RunContext&) const;
  /// The bridge of averaged parameters as a run stores them.
  sde::LightBridge bridge(const Ends&, std::span<const double> ema) const;
  void record_samples(RunRecord&, const Ends&, const sde::LightBridge&, ad::Key) const;
  void record_distance(RunRecord&, const Ends&, const sde::LightBridge&, ad::Key) const;

  Choice<DataOptions> data_{data_sets(), "two_moons"}, prior_{data_sets(), "eight_gaussians"};
  double epsilon_ = 1;
  std::int64_t components_ = 50;
  TrainKeys train_;
  SampleKeys sample_;
  EvaluateKeys evaluate_;
};

/// The row of this kind in the list of kinds.
Row<Experiment> light_bridge_kind();

}  // namespace pont::experiments
