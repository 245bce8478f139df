// Measurements of Gaussian data, their posteriors, and the distance of another law from those.
#include "sde/restoration/measurement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace pont::sde {

void check_measurement(const Measurement& m, Eigen::Index d) {
  if (m.A.rows() < 1 || m.A.cols() != d || !m.A.allFinite())
    throw std::invalid_argument(
        fmt::format("measurement: a matrix [{}, {}]; expected [m >= 1, {}] of finite numbers", m.A.rows(),
                    m.A.cols(), d));
  if (!(m.sigma > 0 && std::isfinite(m.sigma)))
    throw std::invalid_argument(fmt::format("measurement: sigma = {}, expected > 0", m.sigma));
}

Eigen::MatrixXd kept_pixels(const Eigen::VectorXd& keep) {
  std::vector<Eigen::Index> kept;
  for (Eigen::Index i = 0; i < keep.size(); ++i)
    if (keep[i] != 0) kept.push_back(i);
  if (kept.empty()) throw std::invalid_argument("measurement: the mask keeps no pixel; expected at least one");
  Eigen::MatrixXd A = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(kept.size()), keep.size());
  for (std::size_t r = 0; r < kept.size(); ++r) A(static_cast<Eigen::Index>(r), kept[r]) = 1;
  return A;
}

Eigen::MatrixXd block_means(int size, int factor) {
  if (size < 1 || factor < 1 || size % factor != 0)
    throw std::invalid_argument(
        fmt::format("measurement: blocks of {0} x {0} of {1} x {1} pixels; expected a divisor of the size",
                    factor, size));
  const int small = size / factor;
  Eigen::MatrixXd A = Eigen::MatrixXd::Zero(small * small, size * size);
  for (int row = 0; row < size; ++row)
    for (int column = 0; column < size; ++column)
      A(row / factor * small + column / factor, row * size + column) = 1.0 / (factor * factor);
  return A;
}

Eigen::MatrixXd circular_blur(int size, double deviation) {
  if (size < 1 || !(deviation > 0))
    throw std::invalid_argument(
        fmt::format("measurement: a blur of {} pixels on {}; expected > 0", deviation, size));
  const auto squared = [&](int a, int b) {
    const double r = std::min((a - b + size) % size, (b - a + size) % size);
    return r * r;
  };
  Eigen::MatrixXd A(size * size, size * size);
  for (int p = 0; p < A.rows(); ++p)
    for (int q = 0; q < A.cols(); ++q)
      A(p, q) = std::exp(-(squared(p / size, q / size) + squared(p % size, q % size)) /
                         (2 * deviation * deviation));
  return A.rowwise().sum().cwiseInverse().asDiagonal() * A;
}

Gaussian measured(const Gaussian& law, const Measurement& m) {
  check_measurement(m, law.mean.size());
  Eigen::MatrixXd S = symmetric(m.A * law.covariance * m.A.transpose());
  S.diagonal().array() += m.sigma * m.sigma;
  return {m.A * law.mean, S};
}

Restored posterior(const Gaussian& law, const Measurement& m) {
  const Gaussian of_y = measured(law, m);
  const Eigen::MatrixXd crossed = law.covariance * m.A.transpose(),
                        gain = times_inverse("posterior", crossed, of_y.covariance);
  return {gain, law.mean - gain * of_y.mean, symmetric(law.covariance - gain * crossed.transpose())};
}

RestoredDistance wasserstein2(const Restored& p, const Restored& q, const Gaussian& of_y) {
  const Eigen::MatrixXd apart = p.gain - q.gain;
  const double spread = (apart * of_y.covariance * apart.transpose()).trace(),
               shift = (apart * of_y.mean + p.offset - q.offset).squaredNorm();
  const Eigen::VectorXd none = Eigen::VectorXd::Zero(p.offset.size());
  RestoredDistance d;
  d.mean = std::sqrt(spread + shift);
  d.covariance = wasserstein2({none, p.covariance}, {none, q.covariance});
  d.total = std::hypot(d.mean, d.covariance);
  return d;
}

}  // namespace pont::sde
