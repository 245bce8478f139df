// The one entry of Exif that moves pixels, every offset checked before it is followed.
#include "experiments/data/orientation.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace pont::data {
namespace {

using ad::i64;
using Bytes = std::span<const std::byte>;

/// Whole numbers of either byte order; 0 beyond the end.
struct Numbers final {
  Bytes bytes;
  bool little = false;

  std::size_t at(std::size_t place, std::size_t length) const {
    if (place > bytes.size() || bytes.size() - place < length) return 0;
    std::size_t value = 0;
    for (std::size_t i = 0; i < length; ++i)
      value = value << 8 | std::to_integer<std::size_t>(bytes[place + (little ? length - 1 - i : i)]);
    return value;
  }
};

bool starts_with(Bytes bytes, std::string_view word) {
  return bytes.size() >= word.size() &&
         std::ranges::equal(bytes.first(word.size()), std::as_bytes(std::span(word)));
}

/// The content of the Exif segment: what follows "Exif\0\0".
std::optional<Bytes> exif_of(Bytes jpeg) {
  const Numbers numbers{jpeg};
  std::size_t at = 2;
  while (numbers.at(at, 1) == 0xff && numbers.at(at + 1, 1) != 0xda) {  // until the pixels start
    const std::size_t length = numbers.at(at + 2, 2);
    if (length < 2 || at + 2 + length > jpeg.size()) return std::nullopt;
    const Bytes content = jpeg.subspan(at + 4, length - 2);
    if (numbers.at(at + 1, 1) == 0xe1 && starts_with(content, std::string_view("Exif\0\0", 6)))
      return content.subspan(6);
    at += 2 + length;
  }
  return std::nullopt;
}

/// The entry of the first directory of a TIFF header.
std::size_t orientation_of(Bytes tiff) {
  constexpr std::size_t entry_bytes = 12, tag = 0x0112;
  const Numbers numbers{tiff, starts_with(tiff, "II")};
  const std::size_t directory = numbers.at(4, 4), count = numbers.at(directory, 2);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = directory + 2 + i * entry_bytes;
    if (entry > tiff.size()) return 0;
    if (numbers.at(entry, 2) == tag) return numbers.at(entry + 8, 2);
  }
  return 0;
}

/// Where pixel (y, x) of the picture to be seen lies in the stored one: in row y or, exchanged, x; counted
/// from the other end or not.
struct Turn {
  bool exchanged, rows_backwards, columns_backwards;
};
constexpr std::array<Turn, 8> turns{{{false, false, false},
                                     {false, false, true},
                                     {false, true, true},
                                     {false, true, false},
                                     {true, false, false},
                                     {true, true, false},
                                     {true, true, true},
                                     {true, false, true}}};

}  // namespace

int exif_orientation(Bytes jpeg) {
  const std::optional<Bytes> exif = exif_of(jpeg);
  const std::size_t found = exif ? orientation_of(*exif) : 0;
  return found >= 1 && found <= turns.size() ? static_cast<int>(found) : 1;
}

ad::Tensor upright(const ad::Tensor& picture, int orientation) {
  const Turn turn = turns.at(static_cast<std::size_t>(orientation - 1));
  if (orientation == 1) return picture;
  const i64 H = picture.shape()[0], W = picture.shape()[1], C = picture.shape()[2];
  ad::Tensor out({turn.exchanged ? W : H, turn.exchanged ? H : W, C}, picture.dtype());
  const auto from = picture.data<std::uint8_t>().begin();
  auto to = out.data<std::uint8_t>().begin();
  for (i64 y = 0; y < out.shape()[0]; ++y)
    for (i64 x = 0; x < out.shape()[1]; ++x) {
      const i64 row = turn.exchanged ? x : y, column = turn.exchanged ? y : x;
      const i64 r = turn.rows_backwards ? H - 1 - row : row,
                c = turn.columns_backwards ? W - 1 - column : column;
      to = std::copy_n(from + (r * W + c) * C, C, to);
    }
  return out;
}

}  // namespace pont::data
