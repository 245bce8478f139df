// Numbers as a page carries them: few bytes, in text that a script may hold.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "experiments/metrics/points.hpp"
#include "experiments/store/json.hpp"

namespace pont::site {

/// RFC 4648, with its padding.
std::string base64(std::span<const std::byte>);

/// Base64 of float32, little-endian: what cannot be drawn (NaN, infinities) is kept as it is.
store::Json packed(std::span<const double> values);
store::Json packed(std::span<const std::uint8_t> bytes);

/// A box in the plane.
struct Frame final {
  double x0 = 0, x1 = 1, y0 = 0, y1 = 1;
};

/// All but the outermost thousandth of the points at each side, and half as much again around them: the frame
/// of one law holds those near to it, and a few points far off do not make all others one dot. Points: [n,
/// 2].
Frame frame_of(const std::vector<metrics::Points>& clouds);

/// {"n", "frame": [x0, x1, y0, y1], "b"}: of the first `most` points [n, 2] base64 of two uint16 each, 0 and
/// 65534 being the sides of the frame; 65535 stands for a point outside, so that row i stays row i.
store::Json packed_cloud(const metrics::Points&, const Frame&, std::size_t most);

/// Points [n, d] in the plane: their first two coordinates, or of numbers the share of points below each.
metrics::Points in_the_plane(const metrics::Points&);

}  // namespace pont::site
