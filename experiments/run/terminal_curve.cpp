// terminal_curve(): dots of Braille letters, U+2800 to U+28FF.
#include "experiments/run/terminal_curve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pont::run {
namespace {

// The bit of the dot in column x (0, 1) and row y (0 at the top) of a letter.
constexpr unsigned dot[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

/// Letters, row by row, that dots are set in.
class Canvas final {
 public:
  Canvas(int columns, int rows)
      : columns_(columns), bits_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}
  /// The dots of column x from row `to` to the neighbour of row `from`: lines hold together.
  void draw(int x, int from, int to) {
    const int step = from < to ? -1 : 1;
    set(x, to);
    for (int y = to; y != from && y + step != from; y += step) set(x, y + step);
  }
  std::string row(int r) const {
    std::string text;
    for (int c = 0; c < columns_; ++c) text += letter(bits_[static_cast<std::size_t>(r * columns_ + c)]);
    return text;
  }

 private:
  void set(int x, int y) { bits_[static_cast<std::size_t>(y / 4 * columns_ + x / 2)] |= dot[y % 4][x % 2]; }
  // UTF-8 of U+2800 + bits.
  static std::string letter(unsigned bits) {
    return {'\xe2', static_cast<char>(0xa0 + (bits >> 6)), static_cast<char>(0x80 + (bits & 63))};
  }
  int columns_;
  std::vector<unsigned> bits_;
};

// The value that dot column x of `width` shows.
double value_at(const std::vector<double>& values, int x, int width) {
  const double place = width > 1 ? static_cast<double>(x) / (width - 1) : 0;
  return values[static_cast<std::size_t>(std::lround(place * static_cast<double>(values.size() - 1)))];
}

}  // namespace

std::string terminal_curve(const std::vector<double>& values, int columns, int rows) {
  std::vector<double> finite;
  std::ranges::copy_if(values, std::back_inserter(finite), [](double v) { return std::isfinite(v); });
  if (finite.empty() || columns < 1 || rows < 1) return "";
  const auto [low, high] = std::ranges::minmax(finite);
  const int width = 2 * columns, height = 4 * rows;
  Canvas canvas(columns, rows);
  int before = -1;
  for (int x = 0; x < width; ++x) {
    const double value = value_at(values, x, width);
    const double share = high > low ? (value - low) / (high - low) : 0.5;
    const int y =
        std::isfinite(value) ? height - 1 - static_cast<int>(std::lround(share * (height - 1))) : -1;
    if (y >= 0) canvas.draw(x, before < 0 ? y : before, y);
    before = y;
  }
  std::string text;
  for (int r = 0; r < rows; ++r) {
    const std::string label = r == 0          ? fmt::format(" {:.4g}", high)
                              : r == rows - 1 ? fmt::format(" {:.4g}", low)
                                              : "";
    text += canvas.row(r) + label + "\n";
  }
  return text;
}

}  // namespace pont::run
