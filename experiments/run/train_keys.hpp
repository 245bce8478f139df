// The section `train`: batch, optimiser, learning rate, average.
#pragma once
#include "experiments/data/data_set.hpp"
#include "experiments/options/optimisers.hpp"
#include "nn/training_step.hpp"

namespace pont::run {

struct TrainKeys final {
  std::int64_t steps = 20'000, batch = 512, shard = 128, log_every = 10, points = 0, preview = 2'000;
  double clip = 1, ema = 0.999;
  config::Choice<options::OptimiserOptions> optimiser{options::optimisers(), "adam"};
  config::Choice<options::ScheduleOptions> schedule{options::schedules(), "constant"};
  void declare(config::Visitor&);
  /// Throws ConfigError where schedule or optimiser cannot be built.
  void check() const;
  /// For a training of `steps` steps. Throws ConfigError where the schedule does not fit into them.
  nn::TrainingOptions options() const;
  /// What training draws from: the law itself or the rows of it that are not held out, or `points` of these,
  /// drawn once from `key`.
  std::unique_ptr<data::DataSet> training_set(std::unique_ptr<data::DataSet> law, ad::Key key) const;
};

}  // namespace pont::run
