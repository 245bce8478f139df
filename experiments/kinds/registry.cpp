// The list of all experiments.
#include "experiments/bridge/bridge_experiment.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/score/score_experiment.hpp"
#include "experiments/target/target_experiment.hpp"
#include "experiments/transport/light_experiment.hpp"

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
