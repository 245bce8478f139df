// CarriedMoments: mean and covariance roots of the data carried to t by the SDE's kernel.
#include "sde/carried_moments.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sde/kernel.hpp"

namespace pont::sde {
namespace {

// L^-1 (A + D S^-1 / 2) L - L^-1 dL/dt for S = L L^T with dS/dt = A S + S A^T + D: antisymmetric, and above
// the diagonal without its last term, since L is lower triangular.
Mat turning(const Mat& L, const Mat& A, const Mat& D) {
  const auto lower = L.triangularView<Eigen::Lower>();
  const Mat moved = lower.solve(A * L), noise = lower.solve(lower.solve(D).transpose().eval());
  Mat turn = moved + 0.5 * noise;
  for (Eigen::Index b = 0; b < turn.rows(); ++b) {
    turn(b, b) = 0;
    for (Eigen::Index c = 0; c < b; ++c) turn(b, c) = -turn(c, b);
  }
  return turn;
}

}  // namespace

CarriedMoments::CarriedMoments(LinearSde sde, const Gaussian& data)
    : sde_(std::move(sde)), law_(gaussian(data.mean, data.covariance)) {}

CarriedMoments::At CarriedMoments::at(double t) const {
  const Kernel K = sde_.transition(0, t);
  const Mat drift = sde_.drift(t), diffusion = sde_.diffusion(t), noise = pushed_root(K, sde_.initial);
  At out{mean(t), {}, {}};
  for (Eigen::Index j = 0; j < law_.means.cols(); ++j) {
    out.root.push_back(joint_root(noise, law_.variances(0, j), K.Phi.col(0)));
    out.turn.push_back(turning(out.root.back(), drift, diffusion));
  }
  return out;
}

Eigen::ArrayXd CarriedMoments::mean(double t) const {
  const Vec gain = sde_.transition(0, t).Phi.col(0);
  const Eigen::Index d = law_.means.cols();
  Eigen::ArrayXd out(sde_.k() * d);
  for (int b = 0; b < sde_.k(); ++b) out.segment(b * d, d) = gain(b) * law_.means.row(0).transpose();
  return out;
}

Eigen::ArrayXd CarriedMoments::deviations(double t) const {
  const Kernel K = sde_.transition(0, t);
  const Mat noise = K.push(sde_.initial);
  const Eigen::ArrayXd variance = law_.variances.row(0);
  const Eigen::Index d = variance.size();
  Eigen::ArrayXd out(sde_.k() * d);
  for (int b = 0; b < sde_.k(); ++b)
    out.segment(b * d, d) = (noise(b, b) + variance * K.Phi(b, 0) * K.Phi(b, 0)).sqrt();
  return out;
}

Eigen::ArrayXd CarriedMoments::distance(double t, const Batch& u) const {
  const Eigen::ArrayXd unit = deviations(t);
  const Batch away = to_axes(u).rowwise() - mean(t).matrix().transpose();
  const Eigen::Index d = law_.means.cols();
  Eigen::ArrayXd largest = Eigen::ArrayXd::Zero(u.rows());
  for (int b = 0; b < sde_.k(); ++b)
    largest = largest.max(away.middleCols(b * d, d).cwiseAbs().rowwise().maxCoeff().array() /
                          unit.segment(b * d, d).maxCoeff());
  return largest;
}

CarriedMoments::PriorGap CarriedMoments::prior_gap() const {
  const Kernel K = sde_.transition(0, sde_.T);
  const Mat noise = K.push(sde_.initial);
  const Vec gain = K.Phi.col(0);
  const Gaussian prior{Eigen::VectorXd::Zero(sde_.k()), sde_.prior};
  const Eigen::ArrayXd unit = sde_.prior.diagonal().array().sqrt();
  PriorGap gap{0, 0, INFINITY, 0};
  for (Eigen::Index j = 0; j < law_.means.cols(); ++j) {
    const Gaussian axis{gain * law_.means(0, j), noise + law_.variances(0, j) * gain * gain.transpose()};
    gap.divergence += kullback_leibler(axis, prior);
    const Eigen::ArrayXd width = axis.covariance.diagonal().array().sqrt() / unit;
    gap.shift = std::max(gap.shift, (axis.mean.array() / unit).abs().maxCoeff());
    gap.narrowest = std::min(gap.narrowest, width.minCoeff());
    gap.widest = std::max(gap.widest, width.maxCoeff());
  }
  return gap;
}

}  // namespace pont::sde
