// Mean and covariance of a data set: of its exact law, else of 4096 points.
#include "experiments/data/moments.hpp"

#include <cmath>

namespace pont::data {

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

}  // namespace pont::data
