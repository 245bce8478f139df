// The experiment `score`: train a score network on a data set under a linear SDE, sample it, judge it, draw
// it.
#pragma once
#include "experiments/exchange/portable.hpp"
#include "experiments/kinds/score/blur.hpp"
#include "experiments/kinds/score/evaluate.hpp"
#include "experiments/options/networks.hpp"
#include "experiments/options/objectives.hpp"
#include "experiments/options/samplers.hpp"
#include "experiments/options/sdes.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/run/measures.hpp"
#include "experiments/run/parts.hpp"
#include "experiments/run/train_keys.hpp"

namespace pont::kinds::score {

struct SamplerKeys final {
  std::string name = "euler_maruyama", start = "prior";
  double guidance = 0;
  config::Choice<options::SamplerOptions> sampler{options::samplers(), "euler_maruyama"};
  void declare(config::Visitor&);
};

struct ConditionKeys final {
  double drop = 0.1;
  void declare(config::Visitor&);
};

struct SampleKeys final {
  std::int64_t count = 5'000, chunk = 500, paths = 40;
  std::vector<double> times;
  std::vector<SamplerKeys> samplers = std::vector<SamplerKeys>(1);
  void declare(config::Visitor&);
};

class ScoreExperiment final : public run::Experiment {
 public:
  void declare(config::Visitor&) override;
  void check() const override;
  run::SampleRows samples(run::RunContext&, std::int64_t first, std::int64_t count) const override;
  std::vector<double> likelihoods(run::RunContext&, const metrics::Points&) const override;
  exchange::Portable portable(run::RunContext&) const override;
  std::vector<std::string> measuring_sections() const override { return {"sample", "evaluate", "density"}; }
  std::string samplers_key() const override { return "sample.samplers"; }
  std::int64_t training_steps() const override { return train_.steps; }
  const run::TrainKeys* one_training() const override { return &train_; }

  /// The model that the keys describe, untrained.
  ScoreModel build() const;
  /// Where samples end and the likelihood is taken.
  std::vector<SmallTime> small_times(const sde::LinearSde&) const;

 protected:
  void record(run::RunContext&, run::RunParts&) const override;
  run::Presentation presentation() const override;

 private:
  void check_condition(const ScoreModel&) const;
  /// The same on the points that training sees.
  ScoreModel build_training(ad::Key key) const;
  SmallTime start_of_likelihood() const;
  /// From where on a score is taken out: the smallest of these times, and no later than T / 100,000.
  double earliest_time(const sde::LinearSde&) const;
  std::vector<options::SamplingPlan> plans(const sde::LinearSde&) const;
  std::unique_ptr<nn::TrainingStep> make_training(const ScoreModel&, run::RunContext&) const;
  void train(run::RunRecord&, const ScoreModel&, run::RunContext&) const;
  void record_samples(run::RunParts&, const TrainedScore&, const SamplerKeys&, const run::DataReference&,
                      ad::Key) const;
  void record_ways(run::RunRecord&, const TrainedScore&, const Generation&, ad::Key stream,
                   const std::string& name) const;
  void record_evaluation(run::RunParts&, const TrainedScore&, ad::Key) const;
  bool measures_bits(const ScoreModel&) const;
  void record_bits(run::RunParts&, const TrainedScore&, ad::Key) const;

  config::Choice<data::DataOptions> data_{data::data_sets(), "multi_swiss_roll"};
  config::Choice<options::SdeOptions> sde_{options::sdes(), "vp"};
  config::Choice<options::ObjectiveOptions> objective_{options::objectives(), "dsm"};
  config::Choice<options::NetworkOptions> network_{options::networks(), "concat_mlp"};
  std::optional<ConditionKeys> condition_;
  run::TrainKeys train_;
  std::vector<std::int64_t> snapshots_;
  SampleKeys sample_;
  EvaluationSettings evaluate_;
  std::optional<DensityKeys> density_;
};

/// The row of this kind in the list of kinds.
config::Row<run::Experiment> score_kind();

}  // namespace pont::kinds::score
