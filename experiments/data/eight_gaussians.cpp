// The keys and centres of the eight Gaussians.
#include "experiments/data/eight_gaussians.hpp"

#include <cmath>
#include <numbers>

#include "experiments/data/gaussian_mixture.hpp"

namespace pont::data {

void EightGaussiansOptions::declare(config::Visitor& v) {
  v.key("radius", radius_, "of the circle of centres", {.unit = "data", .range = config::at_least(0)});
  v.key("sigma", sigma_, "standard deviation of each Gaussian",
        {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> EightGaussiansOptions::build() const {
  Eigen::ArrayXXd means(8, 2);
  for (int i = 0; i < 8; ++i) {
    const double angle = i * std::numbers::pi / 4;
    means.row(i) << radius_ * std::cos(angle), radius_ * std::sin(angle);
  }
  return std::make_unique<GaussianMixture>(equal_gaussians(means, sigma_));
}

}  // namespace pont::data
