// The pictures of a run on images: contact sheet, preview, samples beside data, nearest images, films.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/figures/picture.hpp"
#include "experiments/kinds/score/kept_points.hpp"

namespace pont::kinds::score {

using figures::NamedPicture;

/// All that run.h5 has the numbers of; none of a run whose points are no images.
std::vector<NamedPicture> image_figures(const store::H5Reader&);

/// Up to 64 images x [n, d], in the units of training, in rows of eight.
figures::Picture contact_sheet(const metrics::Points& x, const figures::ImageForm&);
inline constexpr ad::i64 contact_images = 64;

/// Contact sheets beside each other.
figures::Picture beside(const std::vector<figures::Picture>& sheets);

}  // namespace pont::kinds::score
