// The Fréchet distance: Gaussian fits, and the bias of finite samples.
#include "experiments/metrics/frechet.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "sde/decompositions.hpp"

namespace pont::metrics {
namespace {

using Eigen::ArrayXd, Eigen::Index, Eigen::MatrixXd, Eigen::VectorXd;

void require_rows(const Points& x, Index least) {
  if (x.rows() < least)
    throw std::invalid_argument(
        fmt::format("frechet: {} points given, expected at least {}", x.rows(), least));
}

// sum_ij Var(xi_i xi_j) / (l_i + l_j) over directions that spread.
double spread_of_covariance(const Points& x, const Gaussian& law, const sde::SymmetricEigen& eigen) {
  const MatrixXd xi = (x.rowwise() - law.mean.transpose()) * eigen.vectors;
  const MatrixXd squares = xi.cwiseAbs2(),
                 fourth = squares.transpose() * squares / static_cast<double>(x.rows());
  const double least = 1e-9 * eigen.values.maxCoeff();
  double sum = 0;
  for (Index i = 0; i < fourth.rows(); ++i)
    for (Index j = 0; j < fourth.cols(); ++j) {
      if (eigen.values[i] <= least || eigen.values[j] <= least) continue;
      const double second = i == j ? eigen.values[i] : 0;
      sum += (fourth(i, j) - second * second) / (eigen.values[i] + eigen.values[j]);
    }
  return sum;
}

}  // namespace

Gaussian fitted(const Points& x) {
  const VectorXd mean = x.colwise().mean();
  const MatrixXd centred = x.rowwise() - mean.transpose();
  return {mean, centred.transpose() * centred / static_cast<double>(x.rows() - 1)};
}

Frechet::Frechet(const Points& x) : points_(x.rows()) {
  check_points("frechet", "x", x);
  require_rows(x, 2);
  law_ = fitted(x);
  const sde::SymmetricEigen eigen = sde::symmetric_eigen(law_.covariance);
  root_ = eigen.vectors * eigen.values.cwiseMax(0).cwiseSqrt().asDiagonal() * eigen.vectors.transpose();
  per_sample_ = law_.covariance.trace() + 0.5 * spread_of_covariance(x, law_, eigen);
}

double Frechet::distance(const Points& y) const {
  check_points("frechet", "y", y);
  require_rows(y, 2);
  const Gaussian g = fitted(y);
  const ArrayXd overlap = sde::symmetric_eigenvalues(sde::symmetric(root_ * g.covariance * root_)).array();
  return (g.mean - law_.mean).squaredNorm() + law_.covariance.trace() + g.covariance.trace() -
         2 * overlap.max(0).sqrt().sum();
}

double Frechet::floor(Index n) const {
  return per_sample_ * (1 / static_cast<double>(n) + 1 / static_cast<double>(points_));
}

Points principal_coordinates(const Points& x, const Points& y, Index count) {
  check_pair("principal_coordinates", x, y);
  const Gaussian law = fitted(x);
  const sde::SymmetricEigen eigen = sde::symmetric_eigen(law.covariance);
  return (y.rowwise() - law.mean.transpose()) * eigen.vectors.rightCols(std::min(count, x.cols()));
}

}  // namespace pont::metrics
