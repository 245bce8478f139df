// The three samplers, the two grids, and the recursion of Gaussian laws.
#include "experiments/reproductions/cld/gaussian_errors.hpp"

#include <algorithm>
#include <cmath>

#include "experiments/reproductions/cld/toys.hpp"
#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/sampler_law.hpp"
#include "sde/samplers/samplers.hpp"

namespace pont::reproductions::cld {

const std::vector<ComparedSampler>& compared_samplers() {
  static const sde::EulerMaruyama em;
  static const sde::SymmetricSplitting sscs;
  static const sde::MidpointSplitting midpoint;
  static const std::vector<ComparedSampler> rows{
      {"EM", 1, em}, {"SSCS", 1, sscs}, {"SSCS, midpoint", 2, midpoint}};
  return rows;
}

const std::vector<ComparedGrid>& compared_grids() {
  static const std::vector<ComparedGrid> rows{{"uniform", sde::uniform_grid},
                                              {"quadratic", sde::quadratic_grid}};
  return rows;
}

std::vector<double> grid_of_evaluations(const ComparedGrid& grid, const ComparedSampler& sampler,
                                        std::int64_t evaluations) {
  constexpr double T = 1, eps = 1e-3;
  return grid.make(T, eps, std::max(1, (static_cast<int>(evaluations) - 1) / sampler.cost));
}

double gaussian_error(const ComparedSampler& sampler, const std::vector<double>& grid) {
  constexpr double mean = 0.7071;
  const sde::Reverse reverse(toy_cld(), 1);
  sde::GaussianScore score(reverse.sde(), Eigen::VectorXd::Constant(1, mean),
                           Eigen::MatrixXd::Constant(1, 1, diamond_sigma * diamond_sigma));
  sde::GaussianLaw law{Eigen::VectorXd::Zero(reverse.sde().k()), reverse.sde().prior};
  for (std::size_t i = 0; i + 1 < grid.size(); ++i)
    sde::push(sampler.sampler, reverse, score, grid[i], grid[i + 1], law);
  const sde::GaussianLaw end = sde::denoised(reverse, score, grid.back(), law);
  return std::hypot(end.mean(0) - mean, std::sqrt(end.covariance(0, 0)) - diamond_sigma);
}

}  // namespace pont::reproductions::cld
