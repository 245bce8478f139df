// Tiles from numbers, and mosaics of tiles: pixels are copied, never mixed.
#include "experiments/figures/tiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace pont::figures {
namespace {

constexpr std::size_t comfortable_side = 64, tile_gap = 2;
constexpr std::uint8_t gap_byte = 192;  // seen beside black images and white ones

std::uint8_t brightness(double value, const ImageForm& form) {
  const double share = (value - form.black) / (form.white - form.black);
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
}

/// Where channel c of pixel (y, x) lies in a tile.
std::size_t place(const Picture& tile, const ImageForm& form, std::size_t y, std::size_t x, std::size_t c) {
  const std::size_t column = tile.channels == 1 ? c * form.width + x : x;
  return (y * tile.columns + column) * tile.channels + (tile.channels == 1 ? 0 : c);
}

Picture tile(std::span<const double> image, const ImageForm& form) {
  const bool colours = form.channels == 3;
  Picture p{form.height, colours ? form.width : form.width * form.channels, colours ? 3u : 1u};
  p.pixels.resize(image.size());
  std::size_t i = 0;
  for (std::size_t y = 0; y < form.height; ++y)
    for (std::size_t x = 0; x < form.width; ++x)
      for (std::size_t c = 0; c < form.channels; ++c)
        p.pixels[place(p, form, y, x, c)] = brightness(image[i++], form);
  return p;
}

/// Copies `from` into `to` with its upper left corner at (row, column).
void paste(Picture& to, const Picture& from, std::size_t row, std::size_t column) {
  for (std::size_t r = 0; r < from.rows; ++r)
    std::copy_n(
        from.pixels.begin() + static_cast<std::ptrdiff_t>(r * from.columns * from.channels),
        from.columns * from.channels,
        to.pixels.begin() + static_cast<std::ptrdiff_t>(((row + r) * to.columns + column) * to.channels));
}

}  // namespace

std::vector<Picture> tiles(std::span<const double> values, const ImageForm& form) {
  if (form.size() == 0 || values.size() % form.size() != 0 || !(form.black < form.white))
    throw std::invalid_argument(fmt::format(
        "tiles: {} values for images of {} x {} x {} between {} and {}; expected whole images, and black "
        "below white",
        values.size(), form.height, form.width, form.channels, form.black, form.white));
  std::vector<Picture> all;
  for (std::size_t at = 0; at < values.size(); at += form.size())
    all.push_back(tile(values.subspan(at, form.size()), form));
  return all;
}

Picture enlarged(const Picture& picture, std::size_t factor) {
  Picture p{picture.rows * factor, picture.columns * factor, picture.channels};
  p.pixels.resize(p.rows * p.columns * p.channels);
  for (std::size_t r = 0; r < p.rows; ++r)
    for (std::size_t c = 0; c < p.columns; ++c)
      for (std::size_t k = 0; k < p.channels; ++k)
        p.pixels[(r * p.columns + c) * p.channels + k] =
            picture.pixels[(r / factor * picture.columns + c / factor) * p.channels + k];
  return p;
}

std::size_t comfortable_factor(const ImageForm& form) {
  const std::size_t side = std::max<std::size_t>(1, std::max(form.height, form.width));
  return std::max<std::size_t>(1, comfortable_side / side);
}

Picture mosaic(const std::vector<Picture>& all, std::size_t columns, std::size_t gap) {
  if (all.empty() || columns == 0) throw std::invalid_argument("mosaic: expected tiles and columns");
  const Picture& first = all.front();
  const std::size_t across = std::min(columns, all.size()), down = (all.size() + across - 1) / across;
  Picture p{down * (first.rows + gap) - gap, across * (first.columns + gap) - gap, first.channels};
  p.pixels.assign(p.rows * p.columns * p.channels, gap_byte);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].rows != first.rows || all[i].columns != first.columns || all[i].channels != first.channels)
      throw std::invalid_argument(fmt::format("mosaic: tile {} differs from the first in size", i));
    paste(p, all[i], i / across * (first.rows + gap), i % across * (first.columns + gap));
  }
  return p;
}

Picture image_grid(std::span<const double> values, const ImageForm& form, std::size_t count,
                   std::size_t columns) {
  std::vector<Picture> all = tiles(values.first(std::min(values.size(), count * form.size())), form);
  for (Picture& p : all) p = enlarged(p, comfortable_factor(form));
  return mosaic(all, columns, tile_gap);
}

}  // namespace pont::figures
