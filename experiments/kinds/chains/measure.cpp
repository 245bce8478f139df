// Averages over chains; chains are independent, so their spread gives the standard errors.
#include "experiments/kinds/chains/measure.hpp"

#include <cmath>

#include "experiments/data/known_law.hpp"

namespace pont::kinds::chains {
namespace {

// sum w_i m_i, and 0 where the terms cancel to rounding.
double weighted(const Eigen::ArrayXd& weights, const Eigen::ArrayXd& values) {
  const double sum = (weights * values).sum(), size = (weights * values).abs().sum();
  return std::abs(sum) > 1e-14 * size ? sum : 0;
}

}  // namespace

std::vector<Observable> observables(const sde::Mixture& law, const metrics::Points& reference) {
  const double d = static_cast<double>(law.means.cols()),
               per_column = d / static_cast<double>(law.variances.cols());
  const Eigen::ArrayXd squares =
      law.means.square().rowwise().sum() + per_column * law.variances.rowwise().sum();
  return {
      {"x1",
       [](const metrics::Points& x) -> Eigen::VectorXd { return x.col(0); },
       {.mean = weighted(law.weights, law.means.col(0))}},
      {"x_squared",
       [](const metrics::Points& x) -> Eigen::VectorXd { return x.rowwise().squaredNorm(); },
       {.mean = weighted(law.weights, squares)}},
      {"energy", [law](const metrics::Points& x) -> Eigen::VectorXd { return -data::log_density(law, x); },
       data::cross_entropy(law, reference)}};
}

ModeWeights mode_weights(const sde::MixtureTarget& target, const std::vector<metrics::Points>& states) {
  const auto R = static_cast<Eigen::Index>(states.size()), modes = target.law().weights.size();
  ModeWeights out{metrics::Points(R, modes), metrics::Points(R, modes)};
  for (Eigen::Index r = 0; r < R; ++r) {
    const metrics::Points shares = target.responsibilities(states[static_cast<std::size_t>(r)]);
    for (Eigen::Index m = 0; m < modes; ++m) {
      const metrics::Estimate e = metrics::estimate(shares.col(m));
      out.mean(r, m) = e.mean, out.error(r, m) = e.standard_error;
    }
  }
  return out;
}

double total_variation(const Eigen::ArrayXd& weights, const Eigen::ArrayXd& exact) {
  return 0.5 * (weights - exact).abs().sum();
}

Course along(const std::vector<metrics::Points>& states,
             const std::function<Eigen::VectorXd(const metrics::Points&)>& f) {
  Course course;
  for (const metrics::Points& x : states) {
    const metrics::Estimate e = metrics::estimate(f(x));
    course.mean.push_back(e.mean), course.error.push_back(e.standard_error);
  }
  return course;
}

metrics::Estimate average(const std::vector<metrics::Points>& states, std::size_t from,
                          const std::function<Eigen::VectorXd(const metrics::Points&)>& f) {
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(states.front().rows());
  for (std::size_t r = from; r < states.size(); ++r) sum += f(states[r]);
  return metrics::estimate(sum / static_cast<double>(states.size() - from));
}

}  // namespace pont::kinds::chains
