// Pictures brought to one size: area averages against sums over whole pixels, cuts, grey and colours.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "autodiff/rng.hpp"
#include "experiments/config/error.hpp"
#include "experiments/data/resize.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using ad::i64;

ad::Tensor random_picture(i64 height, i64 width, i64 channels) {
  ad::Tensor p({height, width, channels}, ad::Dtype::u8);
  const ad::Key key = ad::Key::root(3) / "picture";
  for (std::size_t i = 0; i < p.bytes().size(); ++i)
    p.data<std::uint8_t>()[i] = static_cast<std::uint8_t>(256 * key.uniform(i));
  return p;
}

/// The square in the middle, each pixel as size x size of its kind, averaged over blocks of side x side:
/// whole numbers throughout. Of a square that begins between two pixels the oracle begins there too.
std::uint8_t area_mean(const ad::Tensor& p, i64 size, i64 y, i64 x, i64 c) {
  const i64 H = p.shape()[0], W = p.shape()[1], C = p.shape()[2], side = std::min(H, W);
  i64 sum = 0;  // in quarters of pixels: every old one has 2 size x 2 size parts
  for (i64 v = 0; v < 2 * side; ++v)
    for (i64 u = 0; u < 2 * side; ++u) {
      const i64 row = ((H - side) * size + y * 2 * side + v) / (2 * size),
                column = ((W - side) * size + x * 2 * side + u) / (2 * size);
      sum += p.data<std::uint8_t>()[static_cast<std::size_t>((row * W + column) * C + c)];
    }
  const i64 parts = 4 * side * side;
  return static_cast<std::uint8_t>((2 * sum + parts) / (2 * parts));
}

TEST(Resize, ByAreaIsTheMeanOverTheOldPixels) {
  for (const auto& [height, width, size] :
       {std::array<i64, 3>{9, 9, 3}, {9, 13, 4}, {15, 7, 5}, {5, 5, 11}, {31, 40, 7}, {8, 6, 2}})
    for (const i64 channels : {1, 3}) {
      const ad::Tensor p = random_picture(height, width, channels),
                       made = fitted(p, {.size = size, .resize = "area"}, "x");
      ASSERT_EQ(made.shape(), (ad::Shape{size, size, channels}));
      for (i64 i = 0; i < made.shape().size(); ++i)
        ASSERT_EQ(made.at(i), area_mean(p, size, i / (size * channels), i / channels % size, i % channels))
            << height << " " << width << " " << size << " at " << i;
    }
}

TEST(Resize, ToTheirOwnSizeChangesNothing) {
  const ad::Tensor p = random_picture(7, 7, 3);
  for (const std::string& how : resize_methods())
    EXPECT_EQ(fitted(p, {.size = 7, .resize = how}, "x"), p) << how;
  EXPECT_EQ(fitted(p, {}, "x"), p);
}

TEST(Resize, CutsTheMiddle) {
  const ad::Tensor p = random_picture(8, 11, 3), made = fitted(p, {.size = 4, .resize = "crop"}, "x");
  for (i64 y = 0; y < 4; ++y)
    for (i64 x = 0; x < 4; ++x)
      for (i64 c = 0; c < 3; ++c)
        EXPECT_EQ(made.at((y * 4 + x) * 3 + c), p.at(((2 + y) * 11 + 3 + x) * 3 + c));
}

TEST(Resize, MakesGreyAndColours) {
  const ad::Tensor colours = ad::Tensor::of<std::uint8_t>(
                       {1, 4, 3}, std::vector<std::uint8_t>{77, 77, 77, 255, 0, 0, 0, 255, 0, 10, 20, 250}),
                   grey = fitted(colours, {.channels = "grey"}, "x");
  EXPECT_EQ(grey, ad::Tensor::of<std::uint8_t>({1, 4, 1}, std::vector<std::uint8_t>{77, 76, 150, 43}));
  EXPECT_EQ(fitted(grey, {.channels = "grey"}, "x"), grey);
  EXPECT_EQ(fitted(grey, {.channels = "colour"}, "x"),
            ad::Tensor::of<std::uint8_t>(
                {1, 4, 3}, std::vector<std::uint8_t>{77, 77, 77, 76, 76, 76, 150, 150, 150, 43, 43, 43}));
}

std::string refusal(const ad::Tensor& p, const Fit& fit) {
  try {
    fitted(p, fit, "cat.png");
    return "accepted";
  } catch (const DataError& e) {
    return e.what();
  }
}

TEST(Resize, SaysWhatWasFoundAndWhatWasExpected) {
  EXPECT_EQ(refusal(random_picture(9, 5, 1), {.size = 6}),
            "cat.png: is 9 x 5 pixels, and size is 6; expected that size, or resize: area (or crop)");
  EXPECT_EQ(
      refusal(random_picture(9, 5, 1), {.size = 6, .resize = "crop"}),
      "cat.png: is 9 x 5 pixels, too small to cut 6 x 6 out of it; expected a larger one, or resize: area");
  EXPECT_EQ(refusal(random_picture(9, 5, 2), {.channels = "grey"}),
            "cat.png: has 2 channels; expected 1 of grey or 3 of colours, or channels: auto");
}

TEST(Resize, OfATableKeepsItsClasses) {
  PointTable table = table_of([] {
    ad::Tensor values({3, 4, 4, 1}, ad::Dtype::u8);
    for (i64 i = 0; i < 48; ++i)
      values.data<std::uint8_t>()[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(i);
    return values;
  }());
  set_labels(table, {"b", "a", "b"});
  const PointTable made = fitted(table, {.size = 2, .resize = "area", .channels = "colour"}, "x");
  EXPECT_EQ(made.shape, (ad::Shape{2, 2, 3}));
  EXPECT_EQ(made.labels, table.labels);
  EXPECT_EQ(made.classes, table.classes);
  EXPECT_EQ(made(1, 0), std::floor(16 + (0 + 1 + 4 + 5) / 4.0 + 0.5));
  EXPECT_EQ(made(2, 11), std::floor(32 + (10 + 11 + 14 + 15) / 4.0 + 0.5));
  const PointTable reals = table_of(ad::Tensor::of<double>({1, 1, 1, 1}, std::vector{0.5}));
  EXPECT_THROW(fitted(reals, {.size = 2, .resize = "area"}, "x"), DataError);
  EXPECT_EQ(fitted(reals, {}, "x").shape, reals.shape);
}

}  // namespace
}  // namespace pont::experiments
