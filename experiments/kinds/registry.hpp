// The list of all kinds of experiments, and what can be chosen in them.
#pragma once
#include "experiments/options/catalogue.hpp"
#include "experiments/run/experiment.hpp"

namespace pont::kinds {

const run::Kinds& experiment_kinds();

/// Tables for `pont list` of what only one kind offers.
const std::vector<options::CatalogueTable>& kind_catalogue();

}  // namespace pont::kinds
