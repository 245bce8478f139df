// Exact iterates between normal ends: of IPF, on moments and on precisions, and of DSB with perfect networks.
#include "sde/bridges/gaussian_ipf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace pont::sde {
namespace {

using Eigen::MatrixXd;

MatrixXd inverse(const char* where, const MatrixXd& S) {
  return symmetric(times_inverse(where, MatrixXd::Identity(S.rows(), S.rows()), S));
}

}  // namespace

GaussianCoupling with_start(const GaussianCoupling& coupling, const Gaussian& start) {
  return coupling_from_start(start, coupling.forward());
}

GaussianCoupling with_end(const GaussianCoupling& coupling, const Gaussian& end) {
  return coupling_from_end(end, coupling.backward());
}

std::vector<GaussianCoupling> ipf_iterates(const Gaussian& p0, const Gaussian& p1,
                                           const AffineKernel& reference, int n) {
  if (n < 0) throw std::invalid_argument(fmt::format("ipf_iterates: n = {}; expected n >= 0", n));
  std::vector<GaussianCoupling> iterates{coupling_from_start(p0, reference)};
  while (static_cast<int>(iterates.size()) <= n)
    iterates.push_back(iterates.size() % 2 == 1 ? with_end(iterates.back(), p1)
                                                : with_start(iterates.back(), p0));
  return iterates;
}

PrecisionIpf::PrecisionIpf(const Gaussian& p0, const Gaussian& p1, const AffineKernel& reference)
    : R_(inverse("gaussian fitting: reference", reference.covariance)),
      S0_inverse_(inverse("gaussian fitting: start", p0.covariance)),
      S1_inverse_(inverse("gaussian fitting: end", p1.covariance)) {
  J_ = R_ * reference.mean.A;
  h1_ = R_ * reference.mean.b;
  natural0_ = S0_inverse_ * p0.mean;
  natural1_ = S1_inverse_ * p1.mean;
  fit_start();
}

void PrecisionIpf::fit_end() {
  const MatrixXd G = times_inverse("gaussian fitting", J_, P_);  // J P^-1
  R_ = symmetric(S1_inverse_ + G * J_.transpose());
  h1_ = natural1_ - G * h0_;
}

void PrecisionIpf::fit_start() {
  const MatrixXd G = times_inverse("gaussian fitting", J_.transpose(), R_);  // J^T R^-1
  P_ = symmetric(S0_inverse_ + G * J_);
  h0_ = natural0_ - G * h1_;
}

GaussianCoupling PrecisionIpf::coupling() const {
  const Eigen::Index d = P_.rows();
  MatrixXd precision(2 * d, 2 * d);
  precision << P_, -J_.transpose(), -J_, R_;
  Eigen::VectorXd h(2 * d);
  h << h0_, h1_;
  const MatrixXd S = inverse("gaussian fitting: joint law", precision);
  const Eigen::VectorXd m = S * h;
  return {{m.head(d), S.topLeftCorner(d, d)}, {m.tail(d), S.bottomRightCorner(d, d)}, S.topRightCorner(d, d)};
}

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
