// The tables, made from the registries.
#include "experiments/kinds/bridge/catalogue.hpp"

#include "experiments/kinds/bridge/method.hpp"
#include "experiments/options/references.hpp"

namespace pont::experiments {

const std::vector<CatalogueTable>& bridge_catalogue() {
  static const std::vector<CatalogueTable> tables{
      catalogue_table("bridges", bridge_methods()),        catalogue_table("couplings", couplings()),
      catalogue_table("references", references()),         catalogue_table("steps", step_schedules()),
      catalogue_table("targets", losses::chain_targets()), catalogue_table("units", losses::step_units()),
  };
  return tables;
}

}  // namespace pont::experiments
