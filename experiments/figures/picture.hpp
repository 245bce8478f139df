// A picture of pixels, and its PNG file.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace pont::figures {

/// Pixels [rows, columns, channels] from the upper left corner on: 1 channel of grey or 3 of red, green and
/// blue, 0 black and 255 white.
struct Picture final {
  std::size_t rows = 0, columns = 0, channels = 1;
  std::vector<std::uint8_t> pixels = {};
  bool operator==(const Picture&) const = default;
};

/// A picture for a report: figures/NAME.png, with the line below it.
struct NamedPicture final {
  std::string name, caption;
  Picture picture;
};

/// The picture as a PNG file of 8 bits per channel; grey stays grey. The same picture gives the same bytes.
/// Throws std::invalid_argument for no pixels, or as many as its sides do not say.
std::vector<std::byte> png_of(const Picture&);

/// Publishes it as `file`, whose directory is created. Throws IoError.
void write_png(const Picture&, const std::filesystem::path& file);

}  // namespace pont::figures
