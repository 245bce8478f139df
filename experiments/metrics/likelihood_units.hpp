// Units of a likelihood: nats of a point, bits per dimension, and the offset between scalings of the data.
#pragma once
#include <Eigen/Dense>
#include <cmath>
#include <numbers>

namespace pont::metrics {

/// Bits per dimension of a negative log-density of `nats` in d dimensions. Where the model saw
/// x = scale * raw + shift, the density of raw is scale^d times that of x: the offset -log2(scale). Pixels
/// 0 ... 255 with uniform noise in [0, 1), mapped to [-1, 1), have scale 2 / 256 and the offset +7; with
/// scale 1 there is none (Theis, van den Oord & Bethge 2016, section 3.1).
inline double bits_per_dimension(double nats, Eigen::Index d, double scale = 1) {
  return nats / (static_cast<double>(d) * std::numbers::ln2) - std::log2(scale);
}

}  // namespace pont::metrics
