// The experiment `target`: chains for a fixed law, their modes and observables against iterations, beside the
// truth.
#pragma once
#include "experiments/data/data_set.hpp"
#include "experiments/kinds/chains/measure.hpp"
#include "experiments/run/parts.hpp"

namespace pont::kinds::chains {

struct ChainSamplerKeys final {
  std::string name = "langevin";
  std::int64_t transitions = 1;
  config::Choice<options::TargetSamplerOptions> sampler{options::target_samplers(), "chain"};
  void declare(config::Visitor&);
};

struct ChainKeys final {
  std::int64_t count = 1000, iterations = 1000, every = 10, paths = 20;
  std::vector<ChainSamplerKeys> samplers = std::vector<ChainSamplerKeys>(1);
  void declare(config::Visitor&);
};

struct StartKeys final {
  std::vector<double> centre;
  double std = 1;
  void declare(config::Visitor&);
  ChainStart build(
      int d) const;  ///< throws ConfigError unless `centre` is empty (the origin) or has d numbers
};

struct TargetEvaluation final {
  double discard = 0.5;
  std::int64_t cloud = 500, repetitions = 2, reference = 20'000;
  void declare(config::Visitor&);
};

class TargetExperiment final : public run::Experiment {
 public:
  void declare(config::Visitor&) override;
  void check() const override;
  run::SampleRows samples(run::RunContext&, std::int64_t first, std::int64_t count) const override;
  std::vector<std::string> measuring_sections() const override { return {"start", "chains", "evaluate"}; }
  std::string samplers_key() const override { return "chains.samplers"; }
  std::int64_t training_steps() const override { return 0; }

 protected:
  void record(run::RunContext&, run::RunParts&) const override;
  run::Presentation presentation() const override;

 private:
  /// The data set, and its law as a target.
  struct Law {
    std::unique_ptr<data::DataSet> data;
    sde::MixtureTarget target;
  };
  Law build() const;  ///< throws ConfigError for a law without known modes
  options::ChainPlan plan(const Law&, const ChainSamplerKeys&) const;
  ChainRun simulate(const Law&, const ChainSamplerKeys&, ad::Key, std::int64_t first, std::int64_t count,
                    ad::Workers&) const;
  void record_target(run::RunRecord&, const Law&, ad::Key) const;
  void record_chains(run::RunRecord&, const Law&, const ChainSamplerKeys&, run::RunContext&) const;
  void record_distances(run::RunRecord&, const Law&, const ChainSamplerKeys&, const metrics::Points& last,
                        ad::Key) const;
  void record_course(run::RunRecord&, const Law&, const std::string& path, const ChainRun&,
                     const std::vector<Observable>&, ad::Key) const;
  void record_averages(run::RunRecord&, const Law&, const ChainSamplerKeys&, const ChainRun&,
                       const std::vector<Observable>&) const;

  config::Choice<data::DataOptions> data_{data::data_sets(), "diamond"};
  StartKeys start_;
  ChainKeys chains_;
  TargetEvaluation evaluate_;
};

/// The row of this kind in the list of kinds.
config::Row<run::Experiment> chains_kind();

}  // namespace pont::kinds::chains
