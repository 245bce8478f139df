// Whether images are copies: how much nearer the nearest training image is than the second.
#pragma once
#include <cstdint>
#include <span>

#include "experiments/metrics/points.hpp"

namespace pont::metrics {

/// Images of bytes [n, d] in a row, and which of them count; all if `rows` is empty.
struct ByteImages final {
  std::span<const std::uint8_t> values;
  std::span<const std::int64_t> rows = {};
};

/// For each image [m, d]: the Euclidean distance to the nearest image of `table` over that to the second
/// nearest one, 0 where the first is the image itself (a ratio of Yoon et al. 2023). Far below 1 it is a
/// copy. In whole numbers. Throws std::invalid_argument for fewer than two images in the table. O(m n d).
Eigen::VectorXd neighbour_ratios(std::span<const std::uint8_t> images, const ByteImages& table,
                                 Eigen::Index d);

}  // namespace pont::metrics
