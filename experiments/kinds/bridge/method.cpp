// The list of ways to learn a bridge, and the tables of all that can be chosen for one.
#include "experiments/kinds/bridge/method.hpp"

#include "experiments/kinds/bridge/dsb.hpp"
#include "experiments/kinds/bridge/matching.hpp"
#include "experiments/options/references.hpp"

namespace pont::kinds::bridge {

const config::Registry<MethodOptions>& bridge_methods() {
  static const config::Registry<MethodOptions> rows{{
      config::row<MethodOptions, DsbOptions>(
          "dsb", "diffusion Schroedinger bridge: proportional fitting by regression"),
      config::row<MethodOptions, DsbmOptions>("dsbm",
                                              "diffusion Schroedinger bridge matching, IPF or IMF form"),
      config::row<MethodOptions, MatchingOptions>("matching",
                                                  "bridge and flow matching on a coupling (SF2M, OT-CFM)"),
  }};
  return rows;
}

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
