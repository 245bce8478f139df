// The list of all experiments.
#include "experiments/kinds/bridge/bridge_experiment.hpp"
#include "experiments/kinds/chains/target_experiment.hpp"
#include "experiments/kinds/light_bridge/light_experiment.hpp"
#include "experiments/kinds/score/score_experiment.hpp"
#include "experiments/run/experiment.hpp"

namespace pont::experiments {

const Registry<Experiment>& experiment_kinds() {
  static const Registry<Experiment> rows{
      {row<Experiment, ScoreExperiment>("score", "train, sample and judge a score network on a data set"),
       row<Experiment, TargetExperiment>("target", "sample a fixed law by chains, and judge them"),
       row<Experiment, BridgeExperiment>("bridge", "learn a Schroedinger bridge between two data sets"),
       row<Experiment, LightExperiment>("light_bridge", "the same in closed form: LightSB")}};
  return rows;
}

}  // namespace pont::experiments
