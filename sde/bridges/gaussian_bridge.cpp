// Schroedinger bridges between normal laws: couplings, marginals and drifts in closed form.
#include "sde/bridges/gaussian_bridge.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "sde/decompositions.hpp"

namespace pont::sde {

// The static coupling through the eigenvectors of S0^1/2 S1 S0^1/2.

AffineKernel GaussianCoupling::forward() const {
  const Eigen::MatrixXd G = times_inverse("coupling, X_1 given X_0", cross.transpose(), start.covariance);
  return {{G, end.mean - G * start.mean}, symmetric(end.covariance - G * cross)};
}

AffineKernel GaussianCoupling::backward() const {
  const Eigen::MatrixXd G = times_inverse("coupling, X_0 given X_1", cross, end.covariance);
  return {{G, start.mean - G * end.mean}, symmetric(start.covariance - G * cross.transpose())};
}

Gaussian GaussianCoupling::joint() const {
  const Eigen::Index d = start.mean.size();
  Gaussian law{Eigen::VectorXd(2 * d), Eigen::MatrixXd(2 * d, 2 * d)};
  law.mean << start.mean, end.mean;
  law.covariance << start.covariance, cross, cross.transpose(), end.covariance;
  return law;
}

GaussianCoupling coupling_from_start(const Gaussian& start, const AffineKernel& forward) {
  return {start, forward.push(start), start.covariance * forward.mean.A.transpose()};
}

GaussianCoupling coupling_from_end(const Gaussian& end, const AffineKernel& backward) {
  return {backward.push(end), end, backward.mean.A * end.covariance};
}

GaussianCoupling schrodinger_coupling(const Gaussian& p0, const Gaussian& p1, double s) {
  check_gaussian("schrodinger_coupling: start", p0);
  check_gaussian("schrodinger_coupling: end", p1);
  if (p0.mean.size() != p1.mean.size())
    throw std::invalid_argument(
        fmt::format("schrodinger_coupling: dimensions {} and {} differ", p0.mean.size(), p1.mean.size()));
  if (!(s > 0) || !std::isfinite(s))
    throw std::invalid_argument(
        fmt::format("schrodinger_coupling: s = {}; expected a finite regularisation > 0", s));
  const Eigen::MatrixXd root = covariance_root("schrodinger_coupling: start", p0.covariance);
  const auto [values, vectors] = symmetric_eigen(symmetric(root * p1.covariance * root));
  const Eigen::VectorXd weights = values.unaryExpr(
      [&](double l) { return 2 / (std::sqrt(4 * std::max(l, 0.0) + s * s) + s); });  // 2 (D + s I)^-1
  const Eigen::MatrixXd U = root * vectors;
  return {p0, p1, U * weights.asDiagonal() * U.transpose() * p1.covariance};
}

// Sums over the two ends, and regressions on X_t.

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
