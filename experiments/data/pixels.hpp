// Stored values of pixels and the coordinates that networks see: v and x in [-1, 1].
#pragma once
#include <cstdint>
#include <vector>

#include "autodiff/rng.hpp"
#include "experiments/metrics/points.hpp"

namespace pont::data {

/// x = 2 (v + u - low) / width - 1 for a stored value v in [low, high]: u is uniform on (0, 1) and width
/// high - low + 1 where values are dequantised, else u is 0 and width high - low.
struct Pixels final {
  double low = 0, high = 255;
  bool dequantised = false;

  double width() const { return high - low + (dequantised ? 1 : 0); }
  /// The whole numbers nearest to what x [n, d] stands for, from 0 to 255 and within [low, high]; of
  /// dequantised values those that x can be drawn from.
  std::vector<std::uint8_t> bytes(const metrics::Points& x) const;
  /// x [n, d] of stored values [n d], with u drawn from `key`, one for each.
  metrics::Points points(const std::vector<std::uint8_t>& values, Eigen::Index d, ad::Key key) const;
};

}  // namespace pont::data
