// The figures of a target experiment, drawn from run.h5 alone.
#pragma once

#include "experiments/figures/render.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::kinds::chains {

/// Draws into `directory`: mode_weights (where there are several), energy, energy_distance, and `barrier` in
/// one dimension (walkers on the potential above their paths) or `samples` in more. Prints to stderr where
/// gnuplot is missing.
void draw_target_figures(const store::H5Reader& run, const figures::Folder& folder);

}  // namespace pont::kinds::chains
