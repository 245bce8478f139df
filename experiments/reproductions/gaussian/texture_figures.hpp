// The figures of the learned texture score.
#pragma once
#include <vector>

#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/gaussian/texture.hpp"

namespace pont::reproductions::gaussian {

/// Patches of the data and of both samplers of the first run; and the variance along each axis against its
/// eigenvalue, with standard errors over the runs (at least two).
std::vector<reproduce::NamedFigure> texture_figures(const std::vector<TextureRun>& runs);

}  // namespace pont::reproductions::gaussian
