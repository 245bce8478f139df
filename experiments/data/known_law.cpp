// Moments, density, entropy and support of the law of a data set.
#include "experiments/data/known_law.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "experiments/data/gaussians.hpp"

namespace pont::data {

// Mean and covariance of a data set: of its exact law, else of 4096 points.

sde::Gaussian data_moments(const DataSet& data) {
  if (const auto law = data.exact()) return sde::moments(*law);
  const Eigen::MatrixXd x = sample(data, ad::Key::root(0) / "moments", 4096);
  const Eigen::VectorXd mean = x.colwise().mean();
  const Eigen::MatrixXd away = x.rowwise() - mean.transpose();
  const double n = static_cast<double>(x.rows());
  if (data.dimension() > most_correlated)
    return {mean, Eigen::VectorXd(away.colwise().squaredNorm() / n).asDiagonal()};
  return {mean, away.transpose() * away / n};
}

bool has_density(const sde::Mixture& law) { return law.variances.minCoeff() > 0; }

// Entropy by a keyed Monte Carlo over a mixture's own points.

Eigen::VectorXd log_density(const sde::Mixture& law, const metrics::Points& points) {
  if (points.cols() != law.means.cols())
    throw std::invalid_argument(
        fmt::format("log_density: points [{}, {}] for a mixture in {} dimensions; expected [n, {}]",
                    points.rows(), points.cols(), law.means.cols(), law.means.cols()));
  const sde::Kernel at_zero{sde::Mat::Identity(1, 1), sde::Mat::Zero(1, 1)};
  sde::MixtureMarginal marginal(law, at_zero, sde::Mat::Zero(1, 1));
  const metrics::Points y = sde::to_axes(law, points);
  Eigen::VectorXd logs(points.rows());
  for (Eigen::Index i = 0; i < points.rows(); ++i) logs(i) = marginal.log_density(y.row(i).data());
  return logs;
}

metrics::Estimate cross_entropy(const sde::Mixture& law, const metrics::Points& points) {
  if (points.rows() < 2)
    throw std::invalid_argument(fmt::format("cross_entropy: {} points; expected at least 2", points.rows()));
  return metrics::estimate(-log_density(law, points));
}

metrics::Estimate entropy(const sde::Mixture& law, ad::Key key, ad::i64 n) {
  return cross_entropy(law, sample(GaussianMixture(law), key, n));
}

}  // namespace pont::data
