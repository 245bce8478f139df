// Pictures: what stands in a PNG file, pixel for pixel, and tiles of images without interpolation.
#include <gtest/gtest.h>
#include <png.h>

#include <numeric>

#include "experiments/figures/tiles.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using figures::ImageForm;
using figures::Picture;
using Bytes = std::vector<std::uint8_t>;

Picture counted(std::size_t rows, std::size_t columns, std::size_t channels) {
  Picture p{rows, columns, channels, Bytes(rows * columns * channels)};
  std::iota(p.pixels.begin(), p.pixels.end(), std::uint8_t{7});
  return p;
}

/// What libpng reads: grey where the file says so.
Picture read(const std::vector<std::byte>& file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  EXPECT_TRUE(png_image_begin_read_from_memory(&image, file.data(), file.size()));
  const bool colour = image.format & PNG_FORMAT_FLAG_COLOR;
  EXPECT_FALSE(image.format & PNG_FORMAT_FLAG_ALPHA);
  image.format = colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  Picture p{image.height, image.width, colour ? 3u : 1u, Bytes(PNG_IMAGE_SIZE(image))};
  EXPECT_TRUE(png_image_finish_read(&image, nullptr, p.pixels.data(), 0, nullptr));
  return p;
}

TEST(PngFiles, HoldThePixelsAndGreyStaysGrey) {
  for (const std::size_t channels : {1, 3}) {
    const Picture p = counted(5, 4, channels);
    EXPECT_EQ(read(figures::png_of(p)), p) << channels;
    EXPECT_EQ(figures::png_of(p), figures::png_of(p));
  }
}

TEST(PngFiles, RefuseWhatIsNoPicture) {
  Picture two = counted(2, 2, 2), few = counted(2, 2, 1);
  few.pixels.pop_back();
  EXPECT_THROW(figures::png_of(two), std::invalid_argument);
  EXPECT_THROW(figures::png_of(few), std::invalid_argument);
  EXPECT_THROW(figures::png_of(Picture{}), std::invalid_argument);
}

TEST(Tiles, AreTheValuesBetweenBlackAndWhite) {
  const std::vector<double> values{-3, -1, 0, 1, 9, 0.5};
  EXPECT_EQ(figures::tiles(values, {1, 3, 1})[0].pixels, (Bytes{0, 0, 128}));
  EXPECT_EQ(figures::tiles(values, {1, 3, 1})[1].pixels, (Bytes{255, 255, 191}));
  EXPECT_EQ(figures::tiles(values, {1, 6, 1, 0, 10})[0].pixels, (Bytes{0, 0, 0, 26, 230, 13}));
  EXPECT_THROW(figures::tiles(values, {2, 2, 1}), std::invalid_argument);
  EXPECT_THROW(figures::tiles(values, {1, 3, 1, 1, 1}), std::invalid_argument);
}

// 2 x 2 pixels with as many channels: three are colours, two stand beside each other in grey.
TEST(Tiles, HaveTheChannelsOfTheImages) {
  std::vector<double> values(12);
  std::iota(values.begin(), values.end(), 0);
  const Picture colours = figures::tiles(values, {2, 2, 3, 0, 255})[0];
  EXPECT_EQ(colours, (Picture{2, 2, 3, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}}));
  values.resize(8);
  const Picture two = figures::tiles(values, {2, 2, 2, 0, 255})[0];
  EXPECT_EQ(two, (Picture{2, 4, 1, {0, 2, 1, 3, 4, 6, 5, 7}}));
}

TEST(Tiles, AreEnlargedToSquaresOfEqualPixels) {
  const Picture small = counted(2, 3, 3), large = figures::enlarged(small, 4);
  ASSERT_EQ(large.rows, 8u);
  ASSERT_EQ(large.columns, 12u);
  for (std::size_t r = 0; r < 8; ++r)
    for (std::size_t c = 0; c < 12; ++c)
      for (std::size_t k = 0; k < 3; ++k)
        EXPECT_EQ(large.pixels[(r * 12 + c) * 3 + k], small.pixels[(r / 4 * 3 + c / 4) * 3 + k]);
  EXPECT_EQ(figures::comfortable_factor({28, 28, 1}), 2u);
  EXPECT_EQ(figures::comfortable_factor({8, 14, 1}), 4u);
  EXPECT_EQ(figures::comfortable_factor({512, 1, 1}), 1u);
}

// Three tiles of one pixel in rows of two, two pixels between: light grey but for the tiles.
TEST(Mosaics, SetTilesInRows) {
  const Picture grey = figures::mosaic({{1, 1, 1, {10}}, {1, 1, 1, {20}}, {1, 1, 1, {30}}}, 2, 2);
  Bytes expected(16, 192);
  expected[0] = 10, expected[3] = 20, expected[12] = 30;
  EXPECT_EQ(grey, (Picture{4, 4, 1, expected}));
  const Picture colour = figures::mosaic({{1, 1, 3, {1, 2, 3}}, {1, 1, 3, {4, 5, 6}}}, 9, 1);
  EXPECT_EQ(colour, (Picture{1, 3, 3, {1, 2, 3, 192, 192, 192, 4, 5, 6}}));
  EXPECT_THROW(figures::mosaic({{1, 1, 1, {1}}, {1, 2, 1, {1, 2}}}, 2, 0), std::invalid_argument);
  EXPECT_THROW(figures::mosaic({}, 2, 0), std::invalid_argument);
}

TEST(Mosaics, OfImagesShowTheFirstOnesInOrder) {
  const std::vector<double> values{0, 1, 2, 3, 4};
  const Picture p = figures::image_grid(values, {1, 1, 1, 0, 255}, 4, 2);
  ASSERT_EQ(p.rows, 2 * 64 + 2u);
  ASSERT_EQ(p.columns, 2 * 64 + 2u);
  EXPECT_EQ(p.pixels.front(), 0);
  EXPECT_EQ(p.pixels[129], 1);
  EXPECT_EQ(p.pixels[66 * 130], 2);
  EXPECT_EQ(p.pixels.back(), 3);
}

}  // namespace
}  // namespace pont::experiments
