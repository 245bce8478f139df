// Laws, errors and orders of samplers on Gaussian data.
#include "sde/sampler_law.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"

namespace pont::sde {
namespace {

// Row 0 zero, then the unit states, then `more` zero rows for unit normals.
Batch unit_states(int k, int more) {
  Batch u = Batch::Zero(1 + k + more, k);
  u.middleRows(1, k).setIdentity();
  return u;
}

// The law of c + M u + N z, where row 0 of `moved` is c and the others, less c, are the columns of M and N.
GaussianLaw mapped(const Batch& moved, const GaussianLaw& law) {
  const Eigen::VectorXd c = moved.row(0).transpose();
  const Eigen::MatrixXd columns = (moved.bottomRows(moved.rows() - 1).rowwise() - moved.row(0)).transpose();
  const auto k = law.mean.size();
  const auto M = columns.leftCols(k), N = columns.rightCols(columns.cols() - k);
  return {M * law.mean + c, M * law.covariance * M.transpose() + N * N.transpose()};
}

}  // namespace

void UnitNoise::fill(std::int64_t, std::int64_t stage, Batch& z) const {
  if (stage >= stages_)
    throw std::invalid_argument(fmt::format(
        "sampler law: the sampler draws {} times in a step, expected at most {}", stage + 1, stages_));
  z.setZero();
  const auto k = z.cols();
  for (Eigen::Index j = 0; j < k; ++j) z(first_ + stage * k + j, j) = 1;
}

void push(const Sampler& sampler, const Reverse& reverse, Score& score, double t_from, double t_to,
          GaussianLaw& law) {
  const int k = reverse.sde().k();
  Batch u = unit_states(k, max_law_stages * k);
  const UnitNoise noise(1 + k);
  sampler.step(reverse, score, t_from, t_to, {noise, 0}, u);
  law = mapped(u, law);
}

namespace {

// `law` after a run of a multistep method along the grid, which must not draw: one map from start to end.
GaussianLaw law_of_run(MultistepRun& run, const Reverse& reverse, Score& score,
                       const std::vector<double>& grid, const GaussianLaw& law) {
  Batch u = unit_states(reverse.sde().k(), 0);
  const UnitNoise none(0, 0);
  for (std::size_t i = 0; i + 1 < grid.size(); ++i)
    run.step(reverse, score, grid[i], grid[i + 1], {none, 0}, u);
  return mapped(u, law);
}

}  // namespace

GaussianLaw denoised(const Reverse& reverse, Score& score, double eps, const GaussianLaw& law) {
  return mapped(denoised(reverse, score, eps, unit_states(reverse.sde().k(), 0)), law);
}

GaussianLaw forward_law(const LinearSde& sde, double t, double mean, double variance) {
  Mat S = sde.initial;
  S(0, 0) = variance;
  Vec m = Vec::Zero(sde.k());
  m(0) = mean;
  return {sde.mean(t, m), sde.covariance(t, S)};
}

namespace {

constexpr double data_mean = 0.7, data_variance = 0.36, last_time = 0.05;

}  // namespace

double law_error(const Sampler& sampler, const Reverse& reverse, const std::vector<double>& grid, double mean,
                 double variance) {
  const LinearSde& sde = reverse.sde();
  GaussianScore score(sde, Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance));
  GaussianLaw law = forward_law(sde, grid.front(), mean, variance);
  if (const std::unique_ptr<MultistepRun> run = sampler.begin())
    law = law_of_run(*run, reverse, score, grid, law);
  else
    for (std::size_t i = 0; i + 1 < grid.size(); ++i)
      push(sampler, reverse, score, grid[i], grid[i + 1], law);
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
