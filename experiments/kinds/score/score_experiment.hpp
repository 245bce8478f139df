// The experiment `score`: train a score network on a data set under a linear SDE, sample it, judge it, draw
// it.
#pragma once
#include "experiments/kinds/score/evaluate.hpp"
#include "experiments/options/networks.hpp"
#include "experiments/options/objectives.hpp"
#include "experiments/options/samplers.hpp"
#include "experiments/options/sdes.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/run/measures.hpp"
#include "experiments/run/parts.hpp"
#include "experiments/run/train_keys.hpp"

namespace pont::experiments {

struct SamplerKeys final {
  std::string name = "euler_maruyama", start = "prior";
  Choice<SamplerOptions> sampler{samplers(), "euler_maruyama"};
  void declare(Visitor&);
};

struct SampleKeys final {
  std::int64_t count = 5'000, chunk = 500, paths = 40;
  std::vector<double> times;
  std::vector<SamplerKeys> samplers = std::vector<SamplerKeys>(1);
  void declare(Visitor&);
};

struct DensityKeys final {
  std::int64_t cells = 120;
  double extent = 1.2, time = 1e-4, tolerance = 1e-3;
  void declare(Visitor&);
};

class ScoreExperiment final : public Experiment {
 public:
  void declare(Visitor&) override;
  void check() const override;
  void sample(RunContext&, std::int64_t first, std::int64_t count) const override;
  std::vector<std::string> measuring_sections() const override { return {"sample", "evaluate", "density"}; }

  /// The model that the keys describe, untrained.
  ScoreModel build() const;

 protected:
  void record(RunContext&, RunParts&) const override;
  void draw_figures(const H5Reader& run, const std::filesystem::path& directory) const override;
  std::string report(const H5Reader& run) const override;
  std::string table(const H5Reader& run) const override;

 private:
  /// The same on the points that training sees.
  ScoreModel build_training(ad::Key key) const;
  std::unique_ptr<nn::TrainingStep> make_training(const ScoreModel&, RunContext&) const;
  void train(RunRecord&, const ScoreModel&, RunContext&) const;
  void record_samples(RunParts&, const TrainedScore&, const SamplerKeys&, const DataReference&,
                      ad::Key) const;
  void record_evaluation(RunParts&, const TrainedScore&, ad::Key) const;
  void record_density(RunRecord&, const TrainedScore&, ad::Key) const;

  Choice<DataOptions> data_{data_sets(), "multi_swiss_roll"};
  Choice<SdeOptions> sde_{sdes(), "vp"};
  Choice<ObjectiveOptions> objective_{objectives(), "dsm"};
  Choice<NetworkOptions> network_{networks(), "concat_mlp"};
  TrainKeys train_;
  std::vector<std::int64_t> snapshots_;
  SampleKeys sample_;
  EvaluationSettings evaluate_;
  std::optional<DensityKeys> density_;
};

/// The row of this kind in the list of kinds.
Row<Experiment> score_kind();

}  // namespace pont::experiments
