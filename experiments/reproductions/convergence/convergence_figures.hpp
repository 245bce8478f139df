// The figures of the convergence bound.
#pragma once
#include <vector>

#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/convergence/convergence.hpp"

namespace pont::reproductions::convergence {

/// Total variation against T for each step, and against the step for two horizons, a panel for each alpha,
/// beside the shape of the bound's terms.
std::vector<reproduce::NamedFigure> convergence_figures(const std::vector<ChainErrors>& all);

}  // namespace pont::reproductions::convergence
