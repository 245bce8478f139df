// The list of all kinds of experiments.
#include "experiments/kinds/registry.hpp"

#include "experiments/kinds/bridge/bridge_experiment.hpp"
#include "experiments/kinds/bridge/catalogue.hpp"
#include "experiments/kinds/chains/target_experiment.hpp"
#include "experiments/kinds/light_bridge/light_experiment.hpp"
#include "experiments/kinds/score/score_experiment.hpp"

namespace pont::experiments {

const Kinds& experiment_kinds() {
  static const Kinds rows{{score_kind(), chains_kind(), bridge_kind(), light_bridge_kind()}};
  return rows;
}

const std::vector<CatalogueTable>& kind_catalogue() { return bridge_catalogue(); }

}  // namespace pont::experiments
