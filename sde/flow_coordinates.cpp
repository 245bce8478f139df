// Flow coordinates: the state as it is, or standardised by the moments of the law at each time.
#include "sde/flow_coordinates.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pont::sde {
namespace {

// Of axis j: the k columns of z or y, [B, k].
using Blocks = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor>;
Blocks axis(const Batch& u, Eigen::Index j, Eigen::Index d) {
  Blocks out(u.rows(), u.cols() / d);
  for (Eigen::Index b = 0; b < out.cols(); ++b) out.col(b) = u.col(b * d + j);
  return out;
}
void set_axis(const Blocks& blocks, Eigen::Index j, Eigen::Index d, Batch& u) {
  for (Eigen::Index b = 0; b < blocks.cols(); ++b) u.col(b * d + j) = blocks.col(b);
}

// L^-1 of every axis, row by row: y L^-T.
void whiten(const CarriedMoments::At& law, Batch& y) {
  const auto d = static_cast<Eigen::Index>(law.root.size());
  for (Eigen::Index j = 0; j < d; ++j) {
    const Mat& L = law.root[static_cast<std::size_t>(j)];
    Blocks z = axis(y, j, d);
    for (Eigen::Index b = 0; b < z.cols(); ++b) {
      for (Eigen::Index c = 0; c < b; ++c) z.col(b) -= L(b, c) * z.col(c);
      z.col(b) /= L(b, b);
    }
    set_axis(z, j, d, y);
  }
}

// L^-1 of a lower triangular L.
Mat inverse_root(const Mat& L) {
  return L.triangularView<Eigen::Lower>().solve(Mat::Identity(L.rows(), L.rows()));
}

// Data of the prior's size, where nothing is known of them.
Gaussian unknown_law(const LinearSde& sde, Eigen::Index d) {
  return {Eigen::VectorXd::Zero(d), sde.prior(0, 0) * Eigen::MatrixXd::Identity(d, d)};
}

bool ordinary(const CarriedMoments& moments, Eigen::Index d) {
  const Eigen::ArrayXd deviation = moments.deviations(0).head(d), mean = moments.mean(0).head(d);
  return deviation.minCoeff() >= 0.1 && deviation.maxCoeff() <= 10 && (mean.abs() <= 10 * deviation).all();
}

}  // namespace

void DataCoordinates::rates(double t, const Batch& z, const FlowPoint& at, Batch& rates) {
  const Eigen::Index n = z.cols();
  const double d = static_cast<double>(n / flow_.sde().k());
  Batch velocity = Batch::Zero(z.rows(), n);
  flow_.add_drift(-1, t, at.u, at.s, velocity);
  rates.leftCols(n) = velocity;
  rates.col(n) = (d * flow_.sde().drift(t).trace() - flow_.score_factor() * at.trace.array()).matrix();
}

Batch LawCoordinates::to(double t, const Batch& u) const {
  const CarriedMoments::At law = moments_.at(t);
  Batch z = moments_.to_axes(u);
  z.array().rowwise() -= law.mean.transpose();
  whiten(law, z);
  return z;
}

Batch LawCoordinates::from(double t, const Batch& z) const {
  const CarriedMoments::At law = moments_.at(t);
  const auto d = static_cast<Eigen::Index>(law.root.size());
  Batch y(z.rows(), z.cols());
  for (Eigen::Index j = 0; j < d; ++j)
    set_axis(axis(z, j, d).lazyProduct(law.root[static_cast<std::size_t>(j)].transpose()), j, d, y);
  y.array().rowwise() += law.mean.transpose();
  return moments_.from_axes(y);
}

Eigen::VectorXd LawCoordinates::log_reference(double t, const Batch& z) const {
  double volume = 0.5 * static_cast<double>(z.cols()) * std::log(2 * std::numbers::pi);
  for (const Mat& L : moments_.at(t).root) volume += L.diagonal().array().log().sum();
  return (-0.5 * z.rowwise().squaredNorm().array() - volume).matrix();
}

void LawCoordinates::rates(double t, const Batch& z, const FlowPoint& at, Batch& rates) {
  const CarriedMoments::At law = moments_.at(t);
  const auto d = static_cast<Eigen::Index>(law.root.size());
  const Mat D = sde_.diffusion(t);
  const Batch s = moments_.to_axes(at.s);
  gradient_.resize(z.rows(), z.cols());
  Eigen::VectorXd trace = at.trace, along = Eigen::VectorXd::Zero(z.rows());
  for (Eigen::Index j = 0; j < d; ++j) {
    const auto axis_of = static_cast<std::size_t>(j);
    const Mat W = inverse_root(law.root[axis_of]), pull = W * D;
    const Blocks w = axis(z, j, d), added = axis(s, j, d) + w.lazyProduct(W);
    const Blocks push = -0.5 * added.lazyProduct(pull.transpose());
    set_axis(added.lazyProduct(law.root[axis_of]), j, d, gradient_);
    along += w.cwiseProduct(push).rowwise().sum();
    trace.array() += (pull * W.transpose()).trace();
    set_axis(w.lazyProduct(law.turn[axis_of].transpose()) + push, j, d, rates);
  }
  rates.col(z.cols()) = -0.5 * trace - along;
}

StepRules LawCoordinates::rules(const Tolerance& tolerance) const {
  const auto density_error = [this, tolerance](const Batch& error, const Batch& next) -> Eigen::ArrayXd {
    const Eigen::Index n = gradient_.cols();
    const Eigen::ArrayXd moved = error.leftCols(n).rowwise().norm(), slope = gradient_.rowwise().norm();
    return (moved * slope + error.col(n).array().abs()) /
           (tolerance.absolute + tolerance.relative * next.col(n).array().abs());
  };
  const double soonest = 1e-12 * sde_.T;
  return {.set_aside = {},
          .longest = [soonest](double t) { return 2 * std::max(t, soonest); },
          .further = density_error};
}

FlowFrame::FlowFrame(const LinearSde& sde, const std::optional<Gaussian>& law, Eigen::Index columns)
    : moments_(sde, law ? *law : unknown_law(sde, columns / sde.k())) {
  if (!law || ordinary(moments_, columns / sde.k()))
    coordinates_ = std::make_unique<DataCoordinates>(sde);
  else
    coordinates_ = std::make_unique<LawCoordinates>(sde, moments_);
}

}  // namespace pont::sde
