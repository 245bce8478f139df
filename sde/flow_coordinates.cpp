// Flow coordinates: the state as it is, or standardised by the moments of the law at each time.
#include "sde/flow_coordinates.hpp"

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

}  // namespace

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

void LawCoordinates::velocity(double t, const Batch& z, Batch& change) const {
  const CarriedMoments::At law = moments_.at(t);
  const auto d = static_cast<Eigen::Index>(law.root.size());
  change = moments_.to_axes(change);
  change.array().rowwise() -= law.mean_rate.transpose();
  whiten(law, change);
  for (Eigen::Index j = 0; j < d; ++j) {
    const Blocks turned = axis(z, j, d).lazyProduct(law.turn[static_cast<std::size_t>(j)].transpose());
    set_axis(axis(change, j, d) - turned, j, d, change);
  }
}

std::unique_ptr<FlowCoordinates> flow_coordinates(const CarriedMoments& moments, Eigen::Index d) {
  const Eigen::ArrayXd deviation = moments.deviations(0).head(d), mean = moments.mean(0).head(d);
  const bool ordinary =
      deviation.minCoeff() >= 0.1 && deviation.maxCoeff() <= 10 && (mean.abs() <= 10 * deviation).all();
  if (ordinary) return std::make_unique<DataCoordinates>();
  return std::make_unique<LawCoordinates>(moments);
}

}  // namespace pont::sde
