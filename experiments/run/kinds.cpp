// The list of all experiments.
#include "experiments/run/experiment.hpp"
#include "experiments/score/score_experiment.hpp"
#include "experiments/target/target_experiment.hpp"

namespace pont::experiments {

const Registry<Experiment>& experiment_kinds() {
  static const Registry<Experiment> rows{
      {row<Experiment, ScoreExperiment>("score", "train, sample and judge a score network on a data set"),
       row<Experiment, TargetExperiment>("target", "sample a fixed law by chains, and judge them")}};
  return rows;
}

}  // namespace pont::experiments
