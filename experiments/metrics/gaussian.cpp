// Two passes over the points, compensated.
#include "experiments/metrics/gaussian.hpp"

#include <stdexcept>

#include "experiments/metrics/summation.hpp"

namespace pont::metrics {

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
