// Point clouds: checks and moments.
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

using Eigen::Index, Eigen::MatrixXd, Eigen::VectorXd;

Gaussian moments(const Points& x) {
  check_points("moments", "x", x);
  const Index n = x.rows(), d = x.cols();
  if (n < 2) throw std::invalid_argument("moments: 1 point given; a covariance needs at least 2");
  Gaussian g{VectorXd(d), MatrixXd(d, d)};
  for (Index k = 0; k < d; ++k) {
    Sum total;
    for (Index i = 0; i < n; ++i) total += x(i, k);
    g.mean(k) = total.value() / double(n);
  }
  for (Index k = 0; k < d; ++k)
    for (Index l = 0; l <= k; ++l) {
      Sum total;
      for (Index i = 0; i < n; ++i) total += (x(i, k) - g.mean(k)) * (x(i, l) - g.mean(l));
      g.covariance(k, l) = g.covariance(l, k) = total.value() / double(n - 1);
    }
  return g;
}

}  // namespace pont::metrics
