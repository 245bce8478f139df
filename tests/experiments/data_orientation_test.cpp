// Photographs that are to be turned: the entry of Exif in both byte orders, and the eight ways to turn
// pixels.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <turbojpeg.h>

#include "experiments/data/orientation.hpp"
#include "experiments/data/pictures.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using ad::i64;

std::string number(std::size_t value, int bytes, bool little) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> 8 * (little ? i : bytes - 1 - i));
  return text;
}

/// An Exif segment with two entries, the second of them the orientation.
std::string segment(std::size_t orientation, bool little) {
  const auto n = [&](std::size_t value, int bytes) { return number(value, bytes, little); };
  const auto entry = [&](std::size_t tag, std::size_t value) {
    return n(tag, 2) + n(3, 2) + n(1, 4) + n(value, 2) + n(0, 2);
  };
  const std::string content = std::string("Exif\0\0", 6) + (little ? "II" : "MM") + n(42, 2) + n(8, 4) +
                              n(2, 2) + entry(0x0100, 5) + entry(0x0112, orientation) + n(0, 4);
  return "\xff\xe1" + number(content.size() + 2, 2, false) + content;
}

/// A JPEG file of two blocks, light above dark, with this segment behind its start.
std::string photograph(const std::string& segment) {
  std::vector<unsigned char> pixels(16 * 8, 200);
  std::fill(pixels.begin() + 64, pixels.end(), 40);
  unsigned char* out = nullptr;
  unsigned long size = 0;
  const tjhandle handle = tjInitCompress();
  EXPECT_EQ(tjCompress2(handle, pixels.data(), 8, 0, 16, TJPF_GRAY, &out, &size, TJSAMP_GRAY, 100,
                        TJFLAG_ACCURATEDCT),
            0);
  const std::string file(reinterpret_cast<const char*>(out), size);
  tjFree(out);
  tjDestroy(handle);
  return file.substr(0, 2) + segment + file.substr(2);
}

int orientation_of(const std::string& file) { return exif_orientation(std::as_bytes(std::span(file))); }

TEST(Orientation, IsReadInBothByteOrders) {
  EXPECT_EQ(orientation_of(photograph("")), 1);
  for (const bool little : {false, true})
    for (std::size_t o = 1; o <= 8; ++o)
      EXPECT_EQ(orientation_of(photograph(segment(o, little))), static_cast<int>(o));
  EXPECT_EQ(orientation_of(photograph(segment(9, true))), 1);
  EXPECT_EQ(orientation_of(photograph(segment(0, true))), 1);
}

// Whatever the bytes, an answer from 1 to 8.
TEST(Orientation, OfDamagedFilesIsNone) {
  const std::string whole = photograph(segment(6, false));
  for (std::size_t size = 0; size < 60; ++size)
    EXPECT_EQ(orientation_of(whole.substr(0, size)), size < 50 ? 1 : 6);
  for (std::size_t at = 0; at < 60; ++at)
    for (const char value : {'\0', '\x7f', '\xff'}) {
      std::string bent = whole;
      bent[at] = value;
      const int o = orientation_of(bent);
      EXPECT_TRUE(o >= 1 && o <= 8) << at;
    }
}

ad::Tensor moved(const ad::Tensor& p, bool exchanged,
                 const std::function<std::pair<i64, i64>(i64, i64)>& from) {
  const i64 H = p.shape()[0], W = p.shape()[1], C = p.shape()[2];
  ad::Tensor out({exchanged ? W : H, exchanged ? H : W, C}, ad::Dtype::u8);
  for (i64 i = 0; i < out.shape().size(); ++i) {
    const auto [y, x] = from(i / C / out.shape()[1], i / C % out.shape()[1]);
    out.data<std::uint8_t>()[static_cast<std::size_t>(i)] =
        p.data<std::uint8_t>()[static_cast<std::size_t>((y * W + x) * C + i % C)];
  }
  return out;
}
ad::Tensor mirrored(const ad::Tensor& p) {
  return moved(p, false, [W = p.shape()[1]](i64 y, i64 x) { return std::pair(y, W - 1 - x); });
}
/// By a quarter to the right: what was below is left.
ad::Tensor quarter(const ad::Tensor& p) {
  return moved(p, true, [H = p.shape()[0]](i64 y, i64 x) { return std::pair(H - 1 - x, y); });
}

TEST(Orientation, TurnsPixelsByQuartersAndMirrors) {
  ad::Tensor p({3, 5, 2}, ad::Dtype::u8);
  for (std::size_t i = 0; i < 30; ++i) p.data<std::uint8_t>()[i] = static_cast<std::uint8_t>(i);
  EXPECT_EQ(upright(p, 1), p);
  EXPECT_EQ(upright(p, 2), mirrored(p));
  EXPECT_EQ(upright(p, 3), quarter(quarter(p)));
  EXPECT_EQ(upright(p, 4), mirrored(quarter(quarter(p))));
  EXPECT_EQ(upright(p, 5), mirrored(quarter(p)));
  EXPECT_EQ(upright(p, 6), quarter(p));
  EXPECT_EQ(upright(p, 7), quarter(mirrored(p)));
  EXPECT_EQ(upright(p, 8), quarter(quarter(quarter(p))));
  EXPECT_THROW(upright(p, 0), std::out_of_range);
  EXPECT_THROW(upright(p, 9), std::out_of_range);
}

// Light above dark, turned to the right: light on the right.
TEST(Orientation, OfAPhotographIsThatOfItsPixels) {
  const std::string file = photograph(segment(6, true));
  const ad::Tensor p = decoded_picture(std::as_bytes(std::span(file)), "x");
  ASSERT_EQ(p.shape(), (ad::Shape{8, 16, 1}));
  EXPECT_NEAR(p.at(0), 40, 1);
  EXPECT_NEAR(p.at(15), 200, 1);
  EXPECT_NEAR(p.at(7 * 16), 40, 1);
}

}  // namespace
}  // namespace pont::experiments
