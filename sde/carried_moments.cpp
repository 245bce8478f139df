// CarriedMoments: mean and covariance roots of the data carried to t by the SDE's kernel.
#include "sde/carried_moments.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pont::sde {

namespace {

// The lower triangular L of L L^T = R^T R for the stacked roots R [n, k], n >= k.
Mat lower_root(const Eigen::MatrixXd& R) {
  const Eigen::Index k = R.cols();
  Mat L = R.householderQr().matrixQR().topRows(k).triangularView<Eigen::Upper>().transpose().toDenseMatrix();
  for (Eigen::Index c = 0; c < k; ++c)
    if (L(c, c) < 0) L.col(c) = -L.col(c);
  return L;
}

// L of L L^T = noise + variance gain gain^T from the roots: the sum would round away a narrow block beside a
// wide one.
Mat joint_root(const Mat& noise_root, double variance, const Vec& gain) {
  Eigen::MatrixXd stacked(gain.size() + 1, gain.size());
  stacked << std::sqrt(variance) * gain.transpose(), noise_root.transpose();
  return lower_root(stacked);
}

// The same of what the kernel makes of `initial`: soon after 0 the blocks of a chain all but determine each
// other, and the sum would not be positive definite.
Mat noise_root(const Kernel& K, const Mat& initial) {
  Eigen::MatrixXd stacked(2 * initial.rows(), initial.rows());
  stacked << (K.Phi * square_root(initial)).transpose(), square_root(K.Q).transpose();
  return lower_root(stacked);
}

// L^-1 dL/dt where dS/dt = A S + S A^T + W for S = L L^T: the lower half of L^-1 (dS/dt) L^-T.
Mat turning(const Mat& L, const Mat& A, const Mat& W) {
  const auto lower = L.triangularView<Eigen::Lower>();
  const Mat moved = lower.solve(A * L), noise = lower.solve(lower.solve(W).transpose().eval());
  Mat rate = moved + moved.transpose() + noise;
  rate.triangularView<Eigen::StrictlyUpper>().setZero();
  rate.diagonal() *= 0.5;
  return rate;
}

}  // namespace

CarriedMoments::CarriedMoments(LinearSde sde, const Gaussian& data)
    : sde_(std::move(sde)), law_(gaussian(data.mean, data.covariance)) {}

CarriedMoments::At CarriedMoments::at(double t) const {
  const Kernel K = sde_.transition(0, t);
  const Mat drift = sde_.drift(t), diffusion = sde_.diffusion(t), noise = noise_root(K, sde_.initial);
  const Vec gain = K.Phi.col(0), gain_rate = drift * gain;
  const Eigen::Index d = law_.means.cols();
  At out{mean(t), Eigen::ArrayXd(sde_.k() * d), {}, {}};
  for (int b = 0; b < sde_.k(); ++b)
    out.mean_rate.segment(b * d, d) = gain_rate(b) * law_.means.row(0).transpose();
  for (Eigen::Index j = 0; j < d; ++j) {
    out.root.push_back(joint_root(noise, law_.variances(0, j), gain));
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
