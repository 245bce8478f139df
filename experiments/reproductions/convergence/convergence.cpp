// Chains from two starts on a line fine enough for their steps.
#include "experiments/reproductions/convergence/convergence.hpp"

#include <algorithm>
#include <cmath>

#include "sde/chain_law.hpp"
#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "sde/samplers/samplers.hpp"

namespace pont::reproductions::convergence {
namespace {

// Largest |m'| of a step of length `step` down to t = 0, the steepest of the chain: m' = 1 + step (alpha + 2
// s').
double slope(double alpha, double step, sde::MixtureScore& score) {
  const sde::Batch x = sde::Line{-6, 6, 601}.nodes();
  sde::Batch s;
  Eigen::VectorXd derivative;
  score.probe(x, step, sde::Batch::Ones(x.rows(), 1), s, derivative);
  return (1 + step * (alpha + 2 * derivative.array())).abs().maxCoeff();
}

// Nine standard deviations of the widest law on the way.
sde::Line line_for(const sde::LinearSde& sde, const sde::Mixture& data, double spacing) {
  const double widest = std::max(sde.prior(0, 0), 1 + 2 * (sde.A(0, 0) == 0 ? sde.T : 0.0));
  const double reach = data.means.abs().maxCoeff() + 9 * std::sqrt(widest);
  return {-reach, reach, static_cast<Eigen::Index>(std::ceil(2 * reach / spacing)) + 1};
}

}  // namespace

sde::Mixture convergence_data() {
  sde::Mixture data{Eigen::ArrayXd(2), Eigen::ArrayXXd(2, 1), Eigen::ArrayXXd(2, 1)};
  data.weights << 0.3, 0.7;
  data.means << -1, 1.2;
  data.variances << 0.16, 0.25;
  return data;
}

ChainError chain_error(double alpha, double T, double step, double resolution) {
  const sde::LinearSde sde = sde::ou(alpha, T);
  const sde::Mixture data = convergence_data();
  sde::MixtureScore score(sde, data);
  const double width = std::sqrt(2 * step);
  const sde::Line line = line_for(sde, data, width / (resolution * std::max(1.0, slope(alpha, step, score))));
  const std::vector<double> grid = sde::uniform_grid(T, 0, static_cast<int>(std::lround(T / step)));
  const auto chain = [&](const sde::LineDensity& start) {
    return sde::chain_law(sde::EulerMaruyama(), sde::Reverse(sde, 1), score, grid, start, line);
  };
  const sde::SmoothedLaw from_prior = chain(sde::prior_density(sde)),
                         from_marginal = chain(sde::marginal_density(sde, data, T));
  const sde::LineDensity exact = sde::marginal_density(sde, data, 0);
  return {sde::total_variation(from_prior, exact, line),
          sde::total_variation(from_prior, from_marginal, line),
          sde::total_variation(from_marginal, exact, line)};
}

ChainErrors chain_errors(double alpha, const std::vector<double>& horizons,
                         const std::vector<double>& steps) {
  ChainErrors errors{alpha, horizons, steps, {}};
  for (const double T : horizons) {
    errors.at.emplace_back();
    for (const double step : steps) errors.at.back().push_back(chain_error(alpha, T, step));
  }
  return errors;
}

double ChainErrors::decay(std::size_t i) const {
  const double fall = std::log(at[i - 1].back().start / at[i].back().start);
  return fall / (alpha > 0 ? horizons[i] - horizons[i - 1] : std::log(horizons[i] / horizons[i - 1]));
}

double ChainErrors::bound_decay() const { return alpha > 0 ? std::sqrt(alpha) : 0.5; }

double ChainErrors::order(std::size_t i, std::size_t j) const {
  return std::log(at[i][j - 1].discretisation / at[i][j].discretisation) / std::log(steps[j - 1] / steps[j]);
}

}  // namespace pont::reproductions::convergence
