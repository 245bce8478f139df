// Sums over the two ends, and regressions on X_t.
#include "sde/bridges/gaussian_bridge.hpp"

namespace pont::sde {
namespace {

using Eigen::MatrixXd, Eigen::VectorXd;

MatrixXd identity(const GaussianBridge& bridge) {
  return MatrixXd::Identity(bridge.centre.size(), bridge.centre.size());
}

// x -> mean + cross S^-1 (x - now.mean), where cross = Cov(what is expected, X_t).
AffineMap regression(const VectorXd& mean, const MatrixXd& cross, const Gaussian& now) {
  const MatrixXd G = times_inverse("gaussian bridge, law of X_t", cross, now.covariance);
  return {G, mean - G * now.mean};
}

// x -> rate (x - c) + weight (map(x) - c).
AffineMap about(const VectorXd& c, double rate, double weight, const AffineMap& map) {
  return {weight * map.A + rate * MatrixXd::Identity(c.size(), c.size()), weight * (map.b - c) - rate * c};
}

}  // namespace

Gaussian GaussianBridge::marginal(const Pinned& at) const {
  const double l = at.start, r = at.end;
  return {centre + l * (ends.start.mean - centre) + r * (ends.end.mean - centre),
          symmetric(l * l * ends.start.covariance + r * r * ends.end.covariance +
                    l * r * (ends.cross + ends.cross.transpose()) + at.variance * identity(*this))};
}

MatrixXd GaussianBridge::cross_with_start(const Pinned& at) const {
  return at.start * ends.start.covariance + at.end * ends.cross;
}

MatrixXd GaussianBridge::cross_with_end(const Pinned& at) const {
  return at.start * ends.cross + at.end * ends.end.covariance;
}

AffineMap GaussianBridge::expected_end(const Pinned& at) const {
  return regression(ends.end.mean, cross_with_end(at).transpose(), marginal(at));
}

AffineMap GaussianBridge::expected_start(const Pinned& at) const {
  return regression(ends.start.mean, cross_with_start(at), marginal(at));
}

GaussianCoupling GaussianBridge::joint(const ReferenceTransition& before, const ReferenceTransition& between,
                                       const ReferenceTransition& after) const {
  const Pinned s = pinned(before, between.then(after)), t = pinned(before.then(between), after);
  const double noise = before.variance * between.gain * after.variance /
                       before.then(between).then(after).variance;  // Cov(X_s, X_t | X_0, X_T)
  const MatrixXd cross = s.start * cross_with_start(t) +
                         s.end * (t.start * ends.cross.transpose() + t.end * ends.end.covariance) +
                         noise * identity(*this);
  return {marginal(s), marginal(t), cross};
}

GaussianBridge schrodinger_bridge(const Gaussian& p0, const Gaussian& p1, const LinearReference& reference) {
  return {schrodinger_coupling(p0, p1, reference.whole().regularisation()), reference.centre};
}

GaussianBridge schrodinger_bridge(const Gaussian& p0, const Gaussian& p1, const EulerChain& reference) {
  return {schrodinger_coupling(p0, p1, reference.whole().regularisation()), reference.centre()};
}

AffineMap forward_drift(const GaussianBridge& bridge, const LinearReference& reference, double t) {
  const ReferenceTransition after = reference.between(t, reference.T);
  const double pull = reference.sigma * reference.sigma * after.gain / after.variance;
  return about(bridge.centre, -reference.alpha - pull * after.gain, pull,
               bridge.expected_end(reference.pinned(t)));
}

AffineMap backward_drift(const GaussianBridge& bridge, const LinearReference& reference, double t) {
  const ReferenceTransition before = reference.between(0, t);
  const double pull = reference.sigma * reference.sigma / before.variance;
  return about(bridge.centre, reference.alpha - pull, pull * before.gain,
               bridge.expected_start(reference.pinned(t)));
}

AffineKernel forward_kernel(const GaussianBridge& bridge, const EulerChain& reference, int k) {
  return bridge
      .joint(reference.between(0, k), reference.between(k, k + 1),
             reference.between(k + 1, reference.steps()))
      .forward();
}

AffineKernel backward_kernel(const GaussianBridge& bridge, const EulerChain& reference, int k) {
  return bridge
      .joint(reference.between(0, k), reference.between(k, k + 1),
             reference.between(k + 1, reference.steps()))
      .backward();
}

}  // namespace pont::sde
