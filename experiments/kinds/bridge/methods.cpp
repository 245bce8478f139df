// The one list of ways to learn a bridge.
#include "experiments/kinds/bridge/dsb.hpp"
#include "experiments/kinds/bridge/matching.hpp"

namespace pont::experiments {

const Registry<MethodOptions>& bridge_methods() {
  static const Registry<MethodOptions> rows{{
      row<MethodOptions, DsbOptions>("dsb",
                                     "diffusion Schroedinger bridge: proportional fitting by regression"),
      row<MethodOptions, DsbmOptions>("dsbm", "diffusion Schroedinger bridge matching, IPF or IMF form"),
      row<MethodOptions, MatchingOptions>("matching",
                                          "bridge and flow matching on a coupling (SF2M, OT-CFM)"),
  }};
  return rows;
}

}  // namespace pont::experiments
