// The list of all kinds of experiments, and what can be chosen in them.
#pragma once
#include "experiments/options/catalogue.hpp"
#include "experiments/run/experiment.hpp"

namespace pont::experiments {

const Kinds& experiment_kinds();

/// Tables for `pont list` of what only one kind offers.
const std::vector<CatalogueTable>& kind_catalogue();

}  // namespace pont::experiments
