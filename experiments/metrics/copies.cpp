// Nearest and second nearest images by exhaustion.
#include "experiments/metrics/copies.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace pont::metrics {
namespace {

std::int64_t squared_distance(const std::uint8_t* a, const std::uint8_t* b, Eigen::Index d) {
  constexpr Eigen::Index run = 32'768;  // whose sum fits into 32 bits
  std::int64_t sum = 0;
  for (Eigen::Index from = 0; from < d; from += run) {
    std::uint32_t part = 0;
    for (Eigen::Index i = from; i < std::min(from + run, d); ++i) {
      const int difference = int{a[i]} - int{b[i]};
      part += static_cast<std::uint32_t>(difference * difference);
    }
    sum += part;
  }
  return sum;
}

}  // namespace

Eigen::VectorXd neighbour_ratios(std::span<const std::uint8_t> images, const ByteImages& table,
                                 Eigen::Index d) {
  const auto size = static_cast<std::size_t>(d);
  const std::size_t n = table.rows.empty() ? table.values.size() / size : table.rows.size();
  if (n < 2) throw std::invalid_argument("neighbour_ratios: expected two images at least in the table");
  Eigen::VectorXd ratios(static_cast<Eigen::Index>(images.size() / size));
  for (Eigen::Index image = 0; image < ratios.size(); ++image) {
    std::int64_t first = std::numeric_limits<std::int64_t>::max(), second = first;
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t row = table.rows.empty() ? i : static_cast<std::size_t>(table.rows[i]);
      const std::int64_t squared =
          squared_distance(images.data() + image * d, table.values.data() + row * size, d);
      if (squared < first)
        second = first, first = squared;
      else if (squared < second)
        second = squared;
    }
    ratios[image] = first == 0 ? 0 : std::sqrt(static_cast<double>(first) / static_cast<double>(second));
  }
  return ratios;
}

}  // namespace pont::metrics
