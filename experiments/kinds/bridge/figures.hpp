// The figures of a bridge, drawn from run.h5 alone.
#pragma once

#include "experiments/figures/figure.hpp"
#include "experiments/figures/render.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::kinds::bridge {

/// Draws loss, iterates, and trajectories, for two or more dimensions the states of both directions, and
/// between normal ends moments beside their ground truth, into `directory` (SVG, PNG, gnuplot script,
/// numbers). Prints to stderr where gnuplot is missing.
void draw_bridge_figures(const store::H5Reader& run, const figures::Folder& folder);

/// Between normal ends: moments of the free end after every half-bridge beside exact IPF and perfect
/// networks, and the mean KL of both directions after every iteration.
figures::Figure truth_figure(const store::H5Reader& run);
figures::Figure divergence_figure(const store::H5Reader& run);
/// On the line: total variation to the law of the sampled end after every iteration, beside exact IPF.
figures::Figure variation_figure(const store::H5Reader& run);
/// W2 at the end that each direction samples after every iteration, with floors.
figures::Figure distance_figure(const store::H5Reader& run);

}  // namespace pont::kinds::bridge
