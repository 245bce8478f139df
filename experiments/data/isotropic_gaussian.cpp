// A mixture of one component.
#include "experiments/data/isotropic_gaussian.hpp"

#include "experiments/data/gaussian_mixture.hpp"

namespace pont::data {

void IsotropicGaussianOptions::declare(config::Visitor& v) {
  v.key("dimension", dimension_, "d", {.unit = "coordinates", .range = config::between(1, 4096)});
  v.key("mean", mean_, "of every coordinate", {.unit = "data"});
  v.key("deviation", deviation_, "standard deviation of every coordinate",
        {.unit = "data", .range = config::positive()});
}

std::unique_ptr<DataSet> IsotropicGaussianOptions::build() const {
  return std::make_unique<GaussianMixture>(
      equal_gaussians(Eigen::ArrayXXd::Constant(1, dimension_, mean_), deviation_));
}

}  // namespace pont::data
