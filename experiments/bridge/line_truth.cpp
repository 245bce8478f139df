// A grid that resolves the noise, and bins of a few of its points.
#include "experiments/bridge/line_truth.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pont::experiments {
namespace {

double deviation(const sde::Mixture& law, Eigen::Index i) { return std::sqrt(law.variances(i, 0)); }

// From `reach` deviations below the lowest component to as many above the highest, of both laws.
sde::Grid1d covering(const sde::Mixture& a, const sde::Mixture& b, double step) {
  constexpr double reach = 7;
  double low = a.means(0, 0), high = low;
  for (const sde::Mixture* law : {&a, &b})
    for (Eigen::Index i = 0; i < law->means.rows(); ++i) {
      low = std::min(low, law->means(i, 0) - reach * deviation(*law, i));
      high = std::max(high, law->means(i, 0) + reach * deviation(*law, i));
    }
  const auto n = static_cast<Eigen::Index>(std::ceil((high - low) / step)) + 1;
  return {low, low + static_cast<double>(n - 1) * step, n};
}

Eigen::VectorXd density(const sde::Mixture& law, const sde::Grid1d& grid) {
  const Eigen::ArrayXd x = grid.points().array();
  Eigen::ArrayXd p = Eigen::ArrayXd::Zero(x.size());
  for (Eigen::Index i = 0; i < law.means.rows(); ++i) {
    const double s = deviation(law, i);
    p += law.weights[i] / (s * std::sqrt(2 * std::numbers::pi)) *
         (-0.5 * ((x - law.means(i, 0)) / s).square()).exp();
  }
  return p / law.weights.sum();
}

double narrowest(const sde::Mixture& law) { return std::sqrt(law.variances.minCoeff()); }

}  // namespace

LineTruth::LineTruth(const sde::Mixture& data, const sde::Mixture& prior, const sde::EulerChain& chain)
    : chain_(chain) {
  const double width = 0.5 * std::min(narrowest(data), narrowest(prior));
  const double noise = std::sqrt(chain.whole().variance);
  per_bin_ = std::max<Eigen::Index>(1, static_cast<Eigen::Index>(std::ceil(8 * width / noise)));
  grid_ = covering(data, prior, width / static_cast<double>(per_bin_));
  data_ = density(data, grid_);
  prior_ = density(prior, grid_);
}

double LineTruth::total_variation(const Points& x, int node) const {
  const Eigen::VectorXd& law = node == 0 ? data_ : prior_;
  const Eigen::Index bins = (grid_.n + per_bin_ - 1) / per_bin_;
  const double width = static_cast<double>(per_bin_) * grid_.step(), left = grid_.low - 0.5 * grid_.step();
  Eigen::VectorXd excess = Eigen::VectorXd::Zero(bins + 1);  // the last one: outside of the grid
  for (Eigen::Index i = 0; i < grid_.n; ++i) excess[i / per_bin_] -= law[i] * grid_.step();
  for (Eigen::Index r = 0; r < x.rows(); ++r) {
    const double bin = std::floor((x(r, 0) - left) / width);
    const bool inside = bin >= 0 && bin < static_cast<double>(bins);
    excess[inside ? static_cast<Eigen::Index>(bin) : bins] += 1 / static_cast<double>(x.rows());
  }
  return 0.5 * excess.cwiseAbs().sum();
}

std::vector<double> LineTruth::exact_total_variation(const Method& method) const {
  sde::GridIpf ipf(grid_, data_, prior_, chain_.whole(), chain_.centre()[0]);
  std::vector<double> all;
  for (int h = 0; h < method.half_bridges(); ++h) {
    const bool backward = method.direction(h) == losses::backward;
    backward ? ipf.fit_end() : ipf.fit_start();
    all.push_back(
        sde::total_variation(grid_, backward ? ipf.start() : ipf.end(), backward ? ipf.p0() : ipf.p1()));
  }
  return all;
}

std::optional<LineTruth> line_truth(const BridgeModel& model) {
  if (model.d() != 1) return std::nullopt;
  const auto data = model.data->exact(), prior = model.prior->exact();
  if (!data || !prior) return std::nullopt;
  return LineTruth(*data, *prior, model.chain.reference());
}

}  // namespace pont::experiments
