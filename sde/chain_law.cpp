// Trapezoidal steps, and the integral of |p - q| between the zeros of p - q.
#include "sde/chain_law.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <stdexcept>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/quadrature.hpp"

namespace pont::sde {
namespace {

using Eigen::Index;
using Eigen::VectorXd;

constexpr double reach = 9;           // widths
constexpr double negligible = 1e-22;  // mass of a node that is skipped

class Constant final : public Noise {
 public:
  explicit Constant(double value) : value_(value) {}
  void fill(std::int64_t, std::int64_t, Batch& z) const override { z.setConstant(value_); }

 private:
  double value_;
};

Mixture normal_law(double mean, double variance) {
  return gaussian(VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance));
}

// First point that is not below x.
Index first_from(const VectorXd& ascending, double x) {
  return std::lower_bound(ascending.data(), ascending.data() + ascending.size(), x) - ascending.data();
}

VectorXd moved(const Sampler& sampler, const Reverse& reverse, Score& score, double t_from, double t_to,
               const VectorXd& x, double z) {
  Batch u = x;
  const Constant noise(z);
  sampler.step(reverse, score, t_from, t_to, {noise, 0}, u);
  return u.col(0);
}

// Zeros of f, one in each bracket [low_i, high_i], ascending, by bisection of all at once.
VectorXd zeros(const LineDensity& f, VectorXd low, VectorXd high) {
  const VectorXd at_low = f(low);
  for (int halving = 0; halving < 50; ++halving) {
    const VectorXd middle = 0.5 * (low + high), value = f(middle);
    for (Index i = 0; i < middle.size(); ++i) ((value(i) > 0) == (at_low(i) > 0) ? low : high)(i) = middle(i);
  }
  return 0.5 * (low + high);
}

// The nodes of the line and the zeros of f between them.
std::vector<double> breaks(const LineDensity& f, const Line& line) {
  const VectorXd x = line.nodes(), value = f(x);
  std::vector<double> low, high;
  for (Index i = 0; i + 1 < x.size(); ++i)
    if (value(i) * value(i + 1) < 0) low.push_back(x(i)), high.push_back(x(i + 1));
  std::vector<double> all(x.begin(), x.end());
  if (low.empty()) return all;
  const auto n = static_cast<Index>(low.size());
  const VectorXd found = zeros(f, VectorXd::Map(low.data(), n), VectorXd::Map(high.data(), n));
  all.insert(all.end(), found.begin(), found.end());
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

VectorXd SmoothedLaw::operator()(const VectorXd& y) const {
  VectorXd density = VectorXd::Zero(y.size());
  const double norm = 1 / std::sqrt(2 * std::numbers::pi);
  for (Index i = 0; i < mass.size(); ++i) {
    if (mass(i) < negligible) continue;
    const Index from = first_from(y, mean(i) - reach * width(i)),
                to = first_from(y, mean(i) + reach * width(i));
    const auto z = (y.segment(from, to - from).array() - mean(i)) / width(i);
    density.segment(from, to - from).array() += (mass(i) * norm / width(i)) * (-0.5 * z.square()).exp();
  }
  return density;
}

SmoothedLaw chain_law(const Sampler& sampler, const Reverse& reverse, Score& score,
                      const std::vector<double>& grid, const LineDensity& start, const Line& line) {
  if (reverse.sde().k() != 1 || grid.size() < 2)
    throw std::invalid_argument(
        fmt::format("chain_law: k = {} and {} times; expected k = 1 and at least 2 times", reverse.sde().k(),
                    grid.size()));
  check_grid(grid, reverse.sde().T);
  const VectorXd x = line.nodes();
  VectorXd density = start(x);
  SmoothedLaw law;
  for (std::size_t i = 0; i + 1 < grid.size(); ++i) {
    if (i > 0) density = law(x);
    law.mass = line.spacing() * density;
    law.mean = moved(sampler, reverse, score, grid[i], grid[i + 1], x, 0);
    law.width = moved(sampler, reverse, score, grid[i], grid[i + 1], x, 1) - law.mean;
    if (!(law.width.minCoeff() > 0))
      throw std::invalid_argument(fmt::format(
          "chain_law: the step from t = {} to {} adds no noise; expected a sampler with lambda > 0", grid[i],
          grid[i + 1]));
  }
  return law;
}

double total_variation(const LineDensity& p, const LineDensity& q, const Line& line) {
  const LineDensity difference = [&](const VectorXd& y) -> VectorXd { return p(y) - q(y); };
  const std::vector<double> at = breaks(difference, line);
  const auto panels = static_cast<Index>(at.size()) - 1;
  VectorXd points(8 * panels);
  for (Index i = 0; i < panels; ++i) {
    const double middle = 0.5 * (at[i] + at[i + 1]), half = 0.5 * (at[i + 1] - at[i]);
    for (Index g = 0; g < 4; ++g) {
      points(8 * i + 3 - g) = middle - half * gauss_nodes[static_cast<std::size_t>(g)];
      points(8 * i + 4 + g) = middle + half * gauss_nodes[static_cast<std::size_t>(g)];
    }
  }
  const VectorXd values = difference(points);
  double sum = 0;
  for (Index i = 0; i < panels; ++i) {
    double panel = 0;
    for (Index g = 0; g < 4; ++g)
      panel += gauss_weights[static_cast<std::size_t>(g)] * (values(8 * i + 3 - g) + values(8 * i + 4 + g));
    sum += std::abs(panel) * 0.5 * (at[i + 1] - at[i]);
  }
  return 0.5 * sum;
}

LineDensity marginal_density(const LinearSde& sde, const Mixture& data, double t) {
  const auto score = std::make_shared<MixtureScore>(sde, data);
  return [score, t](const VectorXd& y) -> VectorXd { return score->log_density(Batch(y), t).array().exp(); };
}

LineDensity prior_density(const LinearSde& sde) {
  return marginal_density(sde, normal_law(0, sde.prior(0, 0)), 0);
}

}  // namespace pont::sde
