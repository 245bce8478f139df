// The one list of ways to learn a bridge.
#include "experiments/kinds/bridge/dsb.hpp"
#include "experiments/kinds/bridge/matching.hpp"

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

}  // namespace pont::kinds::bridge
