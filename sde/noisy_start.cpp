// NoisyStart: two normal laws in the coordinates of one.
#include "sde/noisy_start.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace pont::sde {
namespace {

const double nats_of_unit = 0.5 * (1 + std::log(2 * std::numbers::pi));  // entropy of N(0, 1)

}  // namespace

NoisyStart::NoisyStart(const LinearSde& sde, double t0) : t0_(t0) {
  const Kernel kernel = sde.transition(0, t0);
  gain_ = kernel.Phi.col(0);
  L_ = pushed_root(kernel, sde.initial);
  if (!(L_.diagonal().minCoeff() > 0))
    throw std::domain_error(
        fmt::format("noisy start of '{}': no density at t0 = {}, expected a time > 0", sde.name, t0));
  variance_ = 1 / L_.triangularView<Eigen::Lower>().solve(gain_).squaredNorm();
}

double NoisyStart::entropy(Eigen::Index d) const {
  const auto k = static_cast<double>(L_.rows());
  return static_cast<double>(d) * (k * nats_of_unit + L_.diagonal().array().log().sum());
}

double NoisyStart::decoder(Eigen::Index d) const {
  return static_cast<double>(d) * (nats_of_unit + 0.5 * std::log(variance_));
}

Batch NoisyStart::draw(const Batch& x, const StepNoise& noise) const {
  Batch z(x.rows(), L_.rows() * x.cols());
  noise(0, z);
  Batch u = mixed(L_, z);
  for (Eigen::Index i = 0; i < L_.rows(); ++i) u.middleCols(i * x.cols(), x.cols()) += gain_[i] * x;
  return u;
}

}  // namespace pont::sde
