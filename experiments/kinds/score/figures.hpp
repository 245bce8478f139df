// The figures of a score experiment, drawn from run.h5 alone.
#pragma once

#include "experiments/figures/render.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::kinds::score {

/// Draws loss, and where run.h5 has them samples, trajectories and density, into `directory` (SVG, PNG,
/// gnuplot script, numbers); of images the pictures of image_figures(), as PNG. Prints to stderr where
/// gnuplot is missing.
void draw_score_figures(const store::H5Reader& run, const figures::Folder& folder);

}  // namespace pont::kinds::score
