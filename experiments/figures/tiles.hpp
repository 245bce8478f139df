// Images as tiles of crisp pixels, and tiles put together: grids, and grids of grids.
#pragma once
#include <span>
#include <vector>

#include "experiments/figures/figure.hpp"
#include "experiments/figures/picture.hpp"

namespace pont::figures {

/// What an image is in a list of numbers: height x width x channels of them, channels last; `black` and
/// `white` are the values of both ends of the brightness.
struct ImageForm final {
  std::size_t height = 0, width = 0, channels = 1;
  double black = -1, white = 1;

  std::size_t size() const { return height * width * channels; }
};

/// One tile for each image of `values` [n * size]. Values beyond black and white are drawn as these. One
/// channel is grey, three are red, green and blue; any other number of channels stand beside each other in
/// grey. Throws std::invalid_argument for values that are no whole images.
std::vector<Picture> tiles(std::span<const double> values, const ImageForm& form);

/// Every pixel as a square of `factor` x `factor`.
Picture enlarged(const Picture& picture, std::size_t factor);
/// The factor that makes images of such a form up to 64 pixels high and wide; 1 for larger ones.
std::size_t comfortable_factor(const ImageForm& form);

/// Tiles of one size in rows of `columns`, `gap` light grey pixels between; the last row may end early.
/// Throws std::invalid_argument for no tiles, no columns, or tiles of different sizes.
Picture mosaic(const std::vector<Picture>& all, std::size_t columns, std::size_t gap);

/// The first `count` images of `values`, enlarged, in rows of `columns`.
Picture image_grid(std::span<const double> values, const ImageForm& form, std::size_t count,
                   std::size_t columns);

}  // namespace pont::figures
