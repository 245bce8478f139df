// Pixels: rounding to stored values and back, in double.
#include "experiments/data/pixels.hpp"

#include <algorithm>
#include <cmath>

namespace pont::data {

std::vector<std::uint8_t> Pixels::bytes(const metrics::Points& x) const {
  constexpr double most = 255;
  std::vector<std::uint8_t> all(static_cast<std::size_t>(x.size()));
  std::transform(x.data(), x.data() + x.size(), all.begin(), [&](double value) {
    const double v = low + (value + 1) / 2 * width(), whole = dequantised ? std::floor(v) : std::round(v);
    return static_cast<std::uint8_t>(std::clamp(whole, std::max(low, 0.0), std::min(high, most)));
  });
  return all;
}

metrics::Points Pixels::points(const std::vector<std::uint8_t>& values, Eigen::Index d, ad::Key key) const {
  metrics::Points x(static_cast<Eigen::Index>(values.size()) / d, d);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double u = dequantised ? key.uniform(i) : 0;
    x.data()[i] = 2 * (values[i] + u - low) / width() - 1;
  }
  return x;
}

}  // namespace pont::data
