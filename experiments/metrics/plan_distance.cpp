// Moments of the conditional mixtures, and distances between normal laws.
#include "experiments/metrics/plan_distance.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <stdexcept>
#include <vector>

#include "experiments/metrics/points.hpp"

namespace pont::metrics {
namespace {

using Eigen::Index, Eigen::MatrixXd, Eigen::VectorXd;

std::vector<Gaussian> conditionals(const sde::LightBridge& bridge, const Points& x) {
  check_points("plan distance", "x", x);
  if (x.rows() < 2 || x.cols() != bridge.dimension())
    throw std::invalid_argument(
        fmt::format("plan distance: x has shape [{}, {}]; expected [n >= 2, {}], the plan's dimension",
                    x.rows(), x.cols(), bridge.dimension()));
  std::vector<Gaussian> laws;
  for (Index b = 0; b < x.rows(); ++b) laws.push_back(sde::moments(bridge.conditional(x.row(b))));
  return laws;
}

// Moments of the equal mixture of the laws.
Gaussian total(const std::vector<Gaussian>& laws) {
  const double n = double(laws.size());
  Gaussian all{VectorXd::Zero(laws[0].mean.size()), MatrixXd::Zero(laws[0].mean.size(), laws[0].mean.size())};
  for (const Gaussian& g : laws) all.mean += g.mean / n;
  for (const Gaussian& g : laws)
    all.covariance += (g.covariance + (g.mean - all.mean) * (g.mean - all.mean).transpose()) / n;
  return all;
}

Estimate score(const std::vector<Gaussian>& truth, const std::function<const Gaussian&(std::size_t)>& ours) {
  const double unit = 100 / (0.5 * total(truth).covariance.trace());
  std::vector<double> values;
  for (std::size_t b = 0; b < truth.size(); ++b)
    values.push_back(unit * std::pow(wasserstein2(ours(b), truth[b]), 2));
  return estimate(values);
}

}  // namespace

Estimate conditional_unexplained_variance(const sde::LightBridge& ours, const sde::LightBridge& truth,
                                          const Points& x) {
  const std::vector<Gaussian> learned = conditionals(ours, x);
  return score(conditionals(truth, x), [&](std::size_t b) -> const Gaussian& { return learned[b]; });
}

Estimate independent_plan_score(const sde::LightBridge& truth, const Points& x) {
  const std::vector<Gaussian> laws = conditionals(truth, x);
  const Gaussian second = total(laws);
  return score(laws, [&](std::size_t) -> const Gaussian& { return second; });
}

}  // namespace pont::metrics
