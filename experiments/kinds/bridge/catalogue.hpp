// What can be chosen for a bridge, as tables for `pont list`.
#pragma once
#include <vector>

#include "experiments/options/catalogue.hpp"

namespace pont::kinds::bridge {

/// One table per kind: methods, couplings, references, steps, targets, units.
const std::vector<options::CatalogueTable>& bridge_catalogue();

}  // namespace pont::kinds::bridge
