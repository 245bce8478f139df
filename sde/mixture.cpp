// Density, score and curvature of a Gaussian mixture under a linear SDE, vectorised over components.
#include "sde/mixture.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

#include "sde/decompositions.hpp"
#include "sde/kernel.hpp"

namespace pont::sde {
namespace {

// Coefficient by coefficient: a row's bits do not depend on the number of rows.
template <class Matrix>
Batch times(const Batch& u, const Matrix& M) {
  Batch y(u.rows(), u.cols());
  const auto d = M.rows();
  for (Eigen::Index first = 0; first < u.cols(); first += d)
    y.middleCols(first, d) = u.middleCols(first, d).lazyProduct(M);
  return y;
}

bool orthonormal(const Eigen::MatrixXd& axes, Eigen::Index d) {
  return axes.rows() == d && axes.cols() == d &&
         (axes.transpose() * axes - Eigen::MatrixXd::Identity(d, d)).cwiseAbs().maxCoeff() <= 1e-10;
}

// Whether the data hide six digits or more of an auxiliary block's own covariance in their sum.
bool wide(const Mat& shared, double variance, const Vec& gain) {
  for (Eigen::Index b = 1; b < gain.size(); ++b)
    if (variance * gain[b] * gain[b] > 1e6 * shared(b, b)) return true;
  return false;
}

}  // namespace

Mixture checked(Mixture data) {
  const auto n = data.means.rows(), d = data.means.cols();
  if (n < 1 || d < 1 || data.weights.size() != n || data.variances.rows() != n ||
      (data.variances.cols() != 1 && data.variances.cols() != d))
    throw std::invalid_argument(
        fmt::format("mixture: weights [{}], means [{}, {}], variances [{}, {}]; expected [n], [n, d], and "
                    "[n, 1] or [n, d]",
                    data.weights.size(), n, d, data.variances.rows(), data.variances.cols()));
  if (!(data.weights.minCoeff() >= 0) || !(data.weights.sum() > 0))
    throw std::invalid_argument("mixture: weights must be >= 0 with a positive sum");
  if (!(data.variances.minCoeff() >= 0)) throw std::invalid_argument("mixture: variances must be >= 0");
  if (data.axes.size() != 0 && !orthonormal(data.axes, d))
    throw std::invalid_argument(
        fmt::format("mixture: axes [{}, {}] in {} dimensions; expected none, or as many orthonormal columns",
                    data.axes.rows(), data.axes.cols(), d));
  data.weights /= data.weights.sum();
  return data;
}

Mixture gaussian(const Eigen::VectorXd& mean, const Eigen::MatrixXd& covariance) {
  if (covariance.rows() != mean.size() || covariance.cols() != mean.size())
    throw std::invalid_argument(fmt::format("gaussian: mean [{}], covariance [{}, {}]; expected [d], [d, d]",
                                            mean.size(), covariance.rows(), covariance.cols()));
  if (covariance.isDiagonal(0))
    return {Eigen::ArrayXd::Ones(1), mean.transpose().array(),
            covariance.diagonal().transpose().array().max(0)};
  const auto [values, vectors] = symmetric_eigen(covariance);
  return {Eigen::ArrayXd::Ones(1), (vectors.transpose() * mean).transpose().array(),
          values.transpose().array().max(0), vectors};
}

Gaussian moments(const Mixture& law) {
  const Eigen::VectorXd weights = law.weights.matrix() / law.weights.sum();
  const Eigen::VectorXd mean = law.means.matrix().transpose() * weights;
  const Eigen::MatrixXd centred = law.means.matrix().rowwise() - mean.transpose();
  Eigen::MatrixXd S = centred.transpose() * weights.asDiagonal() * centred;
  const Eigen::VectorXd variances = law.variances.matrix().transpose() * weights;
  S.diagonal() += variances.size() == 1 ? Eigen::VectorXd::Constant(mean.size(), variances[0]) : variances;
  S = 0.5 * (S + S.transpose()).eval();
  if (law.axes.size() == 0) return {mean, S};
  return {law.axes * mean, law.axes * S * law.axes.transpose()};
}

Batch to_axes(const Mixture& law, const Batch& u) { return law.axes.size() == 0 ? u : times(u, law.axes); }
Batch from_axes(const Mixture& law, const Batch& y) {
  return law.axes.size() == 0 ? y : times(y, law.axes.transpose());
}

MixtureMarginal::MixtureMarginal(const Mixture& data, const Kernel& kernel, const Mat& initial)
    : data_(data), k_(static_cast<int>(kernel.Phi.rows())), d_(data.means.cols()), gain_(kernel.Phi.col(0)) {
  const auto n = data.means.rows();
  factors_.assign(static_cast<std::size_t>(k_ * (k_ + 1) / 2), Eigen::ArrayXXd(n, data.variances.cols()));
  responsibilities_.resize(n);
  white_.resize(n, k_);
  factorise(kernel, initial);
}

void MixtureMarginal::factorise(const Kernel& kernel, const Mat& initial) {
  const auto columns = data_.variances.cols();
  const double per_column = static_cast<double>(d_ / columns);
  offsets_ = data_.weights.log() - 0.5 * static_cast<double>(d_ * k_) * std::log(2 * std::numbers::pi);
  const Mat shared = kernel.push(initial);
  Mat W;
  for (Eigen::Index j = 0; j < columns; ++j)
    for (Eigen::Index i = 0; i < offsets_.size(); ++i) {
      const double variance = data_.variances(i, j);
      if (i == 0 || variance != data_.variances(i - 1, j)) {
        const Mat L = wide(shared, variance, gain_)
                          ? joint_root(pushed_root(kernel, initial), variance, gain_)
                          : cholesky(shared + variance * gain_ * gain_.transpose());
        W = L.triangularView<Eigen::Lower>().solve(Mat::Identity(k_, k_));
      }
      offsets_(i) += per_column * W.diagonal().array().log().sum();
      for (int b = 0, p = 0; b < k_; ++b)
        for (int c = 0; c <= b; ++c) factors_[static_cast<std::size_t>(p++)](i, j) = W(b, c);
    }
}

void MixtureMarginal::whiten(const double* u, Eigen::Index j) {
  const auto m = data_.means.col(j);
  for (int b = 0; b < k_; ++b) {
    white_.col(b) = factor(b, 0, j) * (u[j] - gain_(0) * m);
    for (int c = 1; c <= b; ++c) white_.col(b) += factor(b, c, j) * (u[c * d_ + j] - gain_(c) * m);
  }
}

double MixtureMarginal::log_density(const double* u) {
  auto& logs = responsibilities_;
  logs = offsets_;
  for (Eigen::Index j = 0; j < d_; ++j) {
    whiten(u, j);
    for (int b = 0; b < k_; ++b) logs -= 0.5 * white_.col(b).square();
  }
  const double top = logs.maxCoeff();
  logs = (logs - top).exp();
  const double sum = logs.sum();
  logs /= sum;
  return top + std::log(sum);
}

void MixtureMarginal::score(const double* u, double* s) {
  for (Eigen::Index j = 0; j < d_; ++j) {
    whiten(u, j);
    for (int c = 0; c < k_; ++c) {
      double sum = 0;
      for (int b = c; b < k_; ++b) sum += (responsibilities_ * white_.col(b) * factor(b, c, j)).sum();
      s[c * d_ + j] = -sum;
    }
  }
}

double MixtureMarginal::curvature(const double* u, const double* s, const double* v) {
  double along = 0;
  for (Eigen::Index i = 0; i < k_ * d_; ++i) along += s[i] * v[i];
  Eigen::ArrayXd slope = Eigen::ArrayXd::Constant(responsibilities_.size(), -along);  // s_i.v - s.v
  Eigen::ArrayXd stretch = Eigen::ArrayXd::Zero(responsibilities_.size());            // v^T P_i v
  Eigen::ArrayXd Wv(responsibilities_.size());
  for (Eigen::Index j = 0; j < d_; ++j) {
    bool moves = false;
    for (int c = 0; c < k_; ++c) moves |= v[c * d_ + j] != 0;
    if (!moves) continue;
    whiten(u, j);
    for (int b = 0; b < k_; ++b) {
      Wv = v[j] * factor(b, 0, j);
      for (int c = 1; c <= b; ++c) Wv += v[c * d_ + j] * factor(b, c, j);
      slope -= Wv * white_.col(b);
      stretch += Wv.square();
    }
  }
  return (responsibilities_ * (slope.square() - stretch)).sum();
}

}  // namespace pont::sde
