// Draws from a Gaussian mixture: pick a component, scale, shift.
#include "experiments/data/gaussian_mixture.hpp"

#include <utility>

namespace pont::data {
namespace {

std::vector<double> row_major(const Eigen::ArrayXXd& x) {
  std::vector<double> values;
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < x.cols(); ++j) values.push_back(x(i, j));
  return values;
}

}  // namespace

GaussianMixture::GaussianMixture(sde::Mixture law)
    : law_(sde::checked(std::move(law))),
      component_({law_.weights.data(), static_cast<std::size_t>(law_.weights.size())}) {}

Drawn GaussianMixture::draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const {
  const Draws draws{step, first, rows, key, dtype};
  const ad::Var i = draws.pick("component", component_);
  const ad::Var means = draws.table(row_major(law_.means), law_.means.cols());
  const ad::Var stds = draws.table(row_major(law_.variances.sqrt()), law_.variances.cols());
  const ad::Var y = gather(means, i) + gather(stds, i) * draws.normal("noise", dimension());
  return {law_.axes.size() == 0 ? y : draws.times(y, law_.axes.transpose()), classes() > 0 ? i : ad::Var()};
}

sde::Mixture equal_gaussians(Eigen::ArrayXXd means, double sigma) {
  const Eigen::Index n = means.rows();
  return {Eigen::ArrayXd::Ones(n), std::move(means), Eigen::ArrayXXd::Constant(n, 1, sigma * sigma)};
}

}  // namespace pont::data
