// Pushing Gaussian laws through all steps of a grid.
#include "sde/sampler_order.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"

namespace pont::sde {
namespace {

constexpr double data_mean = 0.7, data_variance = 0.36, last_time = 0.05;

}  // namespace

double law_error(const Sampler& sampler, const Reverse& reverse, const std::vector<double>& grid, double mean,
                 double variance) {
  const LinearSde& sde = reverse.sde();
  GaussianScore score(sde, Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance));
  GaussianLaw law = forward_law(sde, grid.front(), mean, variance);
  for (std::size_t i = 0; i + 1 < grid.size(); ++i) push(sampler, reverse, score, grid[i], grid[i + 1], law);
  const GaussianLaw goal = forward_law(sde, grid.back(), mean, variance);
  return (law.covariance - goal.covariance).cwiseAbs().maxCoeff() +
         (law.mean - goal.mean).cwiseAbs().maxCoeff();
}

double law_error(const SamplerRow& row, const LinearSde& sde, int steps) {
  return law_error(*row.make(steps), Reverse(sde, row.lambda), uniform_grid(sde.T, last_time, steps),
                   data_mean, data_variance);
}

double measured_order(const SamplerRow& row, const LinearSde& sde) {
  if (!row.order) throw std::invalid_argument("measured_order: " + row.name + " has no order");
  const int steps = std::max(400, 3200 >> static_cast<int>(*row.order));
  return std::log2(law_error(row, sde, steps) / law_error(row, sde, 2 * steps));
}

}  // namespace pont::sde
