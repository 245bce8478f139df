// The left factor of a product read from images through a sliding kernel, without a copy of it.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "autodiff/shape.hpp"

namespace pont::ad {

/// Tap (i, j) at position (p, q) sees one pixel of the image, or nothing. Along an axis it is the pixel
/// (p multiply + shift + i step) / divide, if that is a whole number and one of the image's. Kernels that slide over an
/// image have divide 1; those of a transposed convolution, whose positions are the result's pixels, have multiply 1.
struct Window {
  using Pair = std::array<i64, 2>;
  i64 images, channels;                 ///< of what is read, [images, image[0], image[1], channels]
  Pair image, positions, taps;          ///< height and width of each
  Pair multiply, shift, step, divide;

  i64 rows() const { return images * positions[0] * positions[1]; }  ///< of the product
  i64 depth() const { return taps[0] * taps[1] * channels; }         ///< its K
  /// The pixel along one axis, or -1.
  constexpr i64 pixel(int axis, i64 position, i64 tap) const {
    const i64 at = position * multiply[axis] + shift[axis] + tap * step[axis];
    return at < 0 || at % divide[axis] != 0 || at / divide[axis] >= image[axis] ? -1 : at / divide[axis];
  }
  auto operator<=>(const Window&) const = default;
};

/// The window as a table. Positions that see the same taps make a phase; there are several only where `divide` exceeds
/// 1, and the taps that a phase never sees take no part in its sums.
class WindowTable final {
 public:
  struct Phase {
    std::vector<std::int32_t> positions;  ///< in the image, ascending
    std::vector<std::int32_t> taps;       ///< that it sees, ascending
    /// Of the pixel in its image, in elements, or -1: [taps, positions].
    std::vector<std::int32_t> offsets;
  };
  /// The table; equal ones are shared while one of them lives.
  static std::shared_ptr<const WindowTable> of(const Window&);

  const Window& window() const { return window_; }
  const std::vector<Phase>& phases() const { return phases_; }
  /// Whether rows of the product can be computed in their order: there is one phase.
  bool in_order() const { return phases_.size() == 1; }

 private:
  explicit WindowTable(const Window&);
  void add_phase(i64 top, i64 left);

  Window window_;
  std::vector<Phase> phases_;
};

}  // namespace pont::ad
