// Three regressions, and the recursion over half-bridges.
#include "sde/bridges/ideal_dsb.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace pont::sde {

AffineKernel MeanMatching::reverse(const AffineKernel& step, const Gaussian& law) const {
  const Gaussian after = step.push(law);
  const Eigen::MatrixXd G = times_inverse("mean matching", step.covariance, after.covariance);  // v S_Y^-1
  const Eigen::MatrixXd I = Eigen::MatrixXd::Identity(G.rows(), G.rows());
  return {{2 * I - step.mean.A - G, G * after.mean - step.mean.b}, step.covariance};
}

AffineKernel SimplifiedTarget::reverse(const AffineKernel& step, const Gaussian& law) const {
  return {reversed(step, law).mean, step.covariance};
}

AffineKernel PosteriorVariance::reverse(const AffineKernel& step, const Gaussian& law) const {
  return reversed(step, law);
}

AffineKernel DiagonalVariance::reverse(const AffineKernel& step, const Gaussian& law) const {
  AffineKernel posterior = reversed(step, law);
  posterior.covariance = posterior.covariance.diagonal().eval().asDiagonal();
  return posterior;
}

AffineChain half_bridge(const HalfBridgeRule& rule, const AffineChain& chain, const Gaussian& start) {
  AffineChain result;
  Gaussian law = start;
  for (const AffineKernel& step : chain) {
    result.push_back(rule.reverse(step, law));
    law = step.push(law);
  }
  std::reverse(result.begin(), result.end());
  return result;
}

AffineChain without_last_noise(AffineChain chain) {
  if (!chain.empty()) chain.back().covariance.setZero();
  return chain;
}

std::vector<DsbIterate> ideal_dsb(const HalfBridgeRule& rule, const AffineChain& reference,
                                  const Gaussian& p0, const Gaussian& p1, int n) {
  if (n < 1) throw std::invalid_argument(fmt::format("ideal_dsb: n = {} iterations; expected n >= 1", n));
  std::vector<DsbIterate> iterates;
  while (static_cast<int>(iterates.size()) < n) {
    const AffineChain backward =
        half_bridge(rule, iterates.empty() ? reference : iterates.back().forward, p0);
    const AffineChain forward = half_bridge(rule, backward, p1);
    iterates.push_back(
        {backward, forward, coupling_from_end(p1, whole(backward)), coupling_from_start(p0, whole(forward))});
  }
  return iterates;
}

}  // namespace pont::sde
