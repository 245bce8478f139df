// The keys and centres of the diamond.
#include "experiments/data/diamond.hpp"

#include <cmath>

#include "experiments/data/gaussian_mixture.hpp"

namespace pont::data {

void DiamondOptions::declare(config::Visitor& v) {
  v.key("bound", bound_, "the grid has -bound, 0 and bound on each axis before it is rotated",
        {.unit = "data", .range = config::at_least(0)});
  v.key("sigma", sigma_, "standard deviation of each Gaussian",
        {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> DiamondOptions::build() const {
  Eigen::ArrayXXd means(9, 2);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) means.row(3 * i + j) << bound_ * (i - j), bound_ * (i + j - 2);
  return std::make_unique<GaussianMixture>(equal_gaussians(means / std::sqrt(2.0), sigma_));
}

}  // namespace pont::data
