// The tables, made from the registries.
#include "experiments/kinds/bridge/catalogue.hpp"

#include "experiments/kinds/bridge/method.hpp"
#include "experiments/options/references.hpp"

namespace pont::kinds::bridge {

const std::vector<options::CatalogueTable>& bridge_catalogue() {
  static const std::vector<options::CatalogueTable> tables{
      options::catalogue_table("bridges", bridge_methods()),
      options::catalogue_table("couplings", couplings()),
      options::catalogue_table("references", options::references()),
      options::catalogue_table("steps", options::step_schedules()),
      options::catalogue_table("targets", losses::chain_targets()),
      options::catalogue_table("units", losses::step_units()),
  };
  return tables;
}

}  // namespace pont::kinds::bridge
