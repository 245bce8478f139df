// The list of all kinds of experiments.
#include "experiments/kinds/registry.hpp"

#include "experiments/config/additions.hpp"
#include "experiments/kinds/bridge/bridge_experiment.hpp"
#include "experiments/kinds/bridge/method.hpp"
#include "experiments/kinds/chains/target_experiment.hpp"
#include "experiments/kinds/classifier/classifier_experiment.hpp"
#include "experiments/kinds/light_bridge/light_experiment.hpp"
#include "experiments/kinds/score/score_experiment.hpp"

namespace pont::kinds {

const run::Kinds& experiment_kinds() {
  static const run::Kinds rows = config::Additions<run::Experiment>::behind(
      {kinds::score::score_kind(), kinds::chains::chains_kind(), kinds::bridge::bridge_kind(),
       kinds::light_bridge::light_bridge_kind(), kinds::classifier::classifier_kind()});
  return rows;
}

const std::vector<options::CatalogueTable>& kind_catalogue() { return kinds::bridge::bridge_catalogue(); }

}  // namespace pont::kinds
