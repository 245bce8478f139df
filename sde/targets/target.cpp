// Gaussian mixtures as targets.
#include "sde/targets/target.hpp"

#include <utility>

namespace pont::sde {
namespace {

// Nothing happens until time 0: the law of the data.
const Kernel still{Mat::Identity(1, 1), Mat::Zero(1, 1)};

}  // namespace

MixtureTarget::MixtureTarget(Mixture data) : data_(checked(std::move(data))) {
  MixtureMarginal(data_, still, Mat::Zero(1, 1));  // throws for a zero variance
}

void MixtureTarget::operator()(const Batch& x, Eigen::VectorXd& log_density, Batch& gradient) const {
  MixtureMarginal law(data_, still, Mat::Zero(1, 1));
  log_density.resize(x.rows());
  gradient.resize(x.rows(), x.cols());
  for (Eigen::Index r = 0; r < x.rows(); ++r) {
    log_density(r) = law.log_density(x.row(r).data());
    law.score(x.row(r).data(), gradient.row(r).data());
  }
}

Batch MixtureTarget::responsibilities(const Batch& x) const {
  MixtureMarginal law(data_, still, Mat::Zero(1, 1));
  Batch shares(x.rows(), data_.weights.size());
  for (Eigen::Index r = 0; r < x.rows(); ++r) {
    law.log_density(x.row(r).data());
    shares.row(r) = law.responsibilities().transpose();
  }
  return shares;
}

}  // namespace pont::sde
