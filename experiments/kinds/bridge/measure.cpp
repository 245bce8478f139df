// Measurements of a policy: simulated paths, and their moments in a fixed order.
#include "experiments/kinds/bridge/measure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sde/decompositions.hpp"

namespace pont::kinds::bridge {
namespace {

using ad::i64;

// Sum over rows and coordinates of (mean - x)^2.
double squared_distance(const std::vector<float>& mean, const std::vector<float>& x, std::size_t values) {
  double sum = 0;
  for (std::size_t i = 0; i < values; ++i) {
    const double step = double{mean[i]} - double{x[i]};
    sum += step * step;
  }
  return sum;
}

double chunk_energy(const BridgeModel& model, losses::Direction direction, const ChainPaths& paths,
                    i64 rows) {
  double energy = 0;
  for (std::size_t j = 0; j < paths.means.size(); ++j)
    energy += squared_distance(paths.means[j], paths.states[j + static_cast<std::size_t>(direction.from)],
                               static_cast<std::size_t>(rows * model.d())) /
              model.chain.reference().gamma(static_cast<int>(j));
  return energy;
}

sde::Gaussian moments_of(const metrics::Points& x) {
  const Eigen::RowVectorXd mean = x.colwise().mean();
  const metrics::Points centred = x.rowwise() - mean;
  return {mean.transpose(), centred.transpose() * centred / static_cast<double>(x.rows() - 1)};
}

}  // namespace

SimulatedPaths simulate(const BridgeModel& model, const LearnedPolicy& policy, ad::Key key, i64 n, i64 rows,
                        ad::Workers& workers, const data::DataSet* start) {
  const i64 chunks = (n + rows - 1) / rows;
  SimulatedPaths out{
      std::vector<metrics::Points>(static_cast<std::size_t>(model.N() + 1), metrics::Points(n, model.d())),
      0};
  std::vector<double> energies(static_cast<std::size_t>(chunks));
  Simulator simulator(model, policy, {key, rows, nullptr, start}, workers);
  simulator.run(0, 0, chunks, [&](const ChainPaths& paths) {
    const i64 kept = std::min(rows, n - paths.first);
    for (std::size_t k = 0; k < out.states.size(); ++k)
      std::copy_n(paths.states[k].begin(), kept * model.d(), out.states[k].row(paths.first).data());
    energies[static_cast<std::size_t>(paths.first / rows)] =
        chunk_energy(model, policy.direction, paths, kept);
  });
  for (const double e : energies) out.energy += e / static_cast<double>(n);
  return out;
}

std::vector<sde::Gaussian> state_moments(const SimulatedPaths& paths) {
  std::vector<sde::Gaussian> all;
  for (const metrics::Points& x : paths.states) all.push_back(moments_of(x));
  return all;
}

Eigen::MatrixXd end_covariance(const SimulatedPaths& paths) {
  const metrics::Points &x = paths.states.front(), &y = paths.states.back();
  const Eigen::RowVectorXd mx = x.colwise().mean(), my = y.colwise().mean();
  return (x.rowwise() - mx).transpose() * (y.rowwise() - my) / static_cast<double>(x.rows() - 1);
}

double coupling_divergence(const SimulatedPaths& paths, const sde::GaussianCoupling& law) {
  const metrics::Points &x = paths.states.front(), &y = paths.states.back();
  metrics::Points both(x.rows(), x.cols() + y.cols());
  both << x, y;
  return full_divergence(moments_of(both), law.joint());
}

double full_divergence(const sde::Gaussian& fitted, const sde::Gaussian& law) {
  if (!sde::positive_definite(fitted.covariance)) return std::numeric_limits<double>::infinity();
  return sde::kullback_leibler(fitted, law);
}

double diagonal_divergence(const sde::Gaussian& fitted, const sde::Gaussian& law) {
  double sum = 0;
  for (Eigen::Index i = 0; i < law.mean.size(); ++i) {
    const double variance = law.covariance(i, i), excess = fitted.covariance(i, i) / variance - 1,
                 shift = fitted.mean[i] - law.mean[i];
    sum += 0.5 * (excess - std::log1p(excess) + shift * shift / variance);
  }
  return sum;
}

DivergenceFloor divergence_floor(i64 n, i64 d, ad::Key key, i64 repetitions) {
  const sde::Gaussian standard{Eigen::VectorXd::Zero(d), Eigen::MatrixXd::Identity(d, d)};
  std::vector<double> diagonal, full;
  for (i64 r = 0; r < repetitions; ++r) {
    metrics::Points x(n, d);
    ad::fill_normal(key / static_cast<ad::u64>(r), 0, 0, x.size(), x.data());
    const sde::Gaussian fitted = moments_of(x);
    diagonal.push_back(diagonal_divergence(fitted, standard));
    full.push_back(full_divergence(fitted, standard));
  }
  return {metrics::estimate(diagonal), metrics::estimate(full)};
}

std::optional<sde::Gaussian> normal_law(const data::DataSet& data) {
  const auto mixture = data.exact();
  if (!mixture || mixture->means.rows() != 1 || !(mixture->variances.minCoeff() > 0)) return std::nullopt;
  return sde::moments(*mixture);
}

}  // namespace pont::kinds::bridge
