// Views of images: grids of data and samples, and films.
#pragma once
#include <optional>

#include "experiments/site/views.hpp"

namespace pont::site {

/// As views_of() names them; nothing where the points of a run are no images.
std::optional<View> image_grids_of(const store::H5Reader& run);
std::optional<View> films_of(const store::H5Reader& run);

}  // namespace pont::site
