// Checks of point clouds: every metric refuses empty, non-finite and mismatched input in the same words.
#include "experiments/metrics/points.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace pont::metrics {

void check_points(std::string_view where, std::string_view name, const Points& points) {
  if (points.rows() == 0 || points.cols() == 0)
    throw std::invalid_argument(
        fmt::format("{}: {} has shape [{}, {}]; expected at least one point and one dimension", where, name,
                    points.rows(), points.cols()));
  for (Eigen::Index i = 0; i < points.rows(); ++i)
    for (Eigen::Index k = 0; k < points.cols(); ++k)
      if (!std::isfinite(points(i, k)))
        throw std::invalid_argument(
            fmt::format("{}: {}[{}, {}] is {}; expected finite numbers: did the sampler diverge?", where,
                        name, i, k, points(i, k)));
}

void check_pair(std::string_view where, const Points& x, const Points& y) {
  check_points(where, "x", x);
  check_points(where, "y", y);
  if (x.cols() != y.cols())
    throw std::invalid_argument(fmt::format(
        "{}: x has shape [{}, {}] and y has shape [{}, {}]; expected the same dimension (columns)", where,
        x.rows(), x.cols(), y.rows(), y.cols()));
}

}  // namespace pont::metrics
