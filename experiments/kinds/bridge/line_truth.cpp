// Exact IPF on the line: a grid that resolves the noise, and bins of a few of its points.
#include "experiments/kinds/bridge/line_truth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pont::kinds::bridge {
namespace {

double deviation(const sde::Mixture& law, Eigen::Index i) { return std::sqrt(law.variances(i, 0)); }

struct Interval1d {
  double low, high;
};

// From `reach` deviations below the lowest component to as many above the highest, of both laws.
Interval1d covered(const sde::Mixture& a, const sde::Mixture& b) {
  constexpr double reach = 7;
  Interval1d all{a.means(0, 0), a.means(0, 0)};
  for (const sde::Mixture* law : {&a, &b})
    for (Eigen::Index i = 0; i < law->means.rows(); ++i) {
      all.low = std::min(all.low, law->means(i, 0) - reach * deviation(*law, i));
      all.high = std::max(all.high, law->means(i, 0) + reach * deviation(*law, i));
    }
  return all;
}

double points_of(const Interval1d& all, double step) { return std::ceil((all.high - all.low) / step) + 1; }

sde::Grid1d covering(const Interval1d& all, double step) {
  const auto n = static_cast<Eigen::Index>(points_of(all, step));
  return {all.low, all.low + static_cast<double>(n - 1) * step, n};
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

// What decides the grid: bins of half the narrowest deviation, each of so many points that they resolve the
// noise.
struct Resolution {
  double width;           // of a bin
  double points_per_bin;  // whole, at least 1
  double step() const { return width / points_per_bin; }
};

Resolution resolution(const sde::Mixture& data, const sde::Mixture& prior, const sde::EulerChain& chain) {
  const double width = 0.5 * std::min(narrowest(data), narrowest(prior));
  return {width, std::max(1.0, std::ceil(8 * width / std::sqrt(chain.whole().variance)))};
}

struct Laws {
  sde::Mixture data, prior;
};

std::optional<Laws> laws_on_the_line(const BridgeModel& model) {
  if (model.d() != 1) return std::nullopt;
  auto data = model.data->exact(), prior = model.prior->exact();
  if (!data || !prior) return std::nullopt;
  return Laws{std::move(*data), std::move(*prior)};
}

}  // namespace

LineTruth::LineTruth(const sde::Mixture& data, const sde::Mixture& prior, const sde::EulerChain& chain)
    : chain_(chain) {
  const Resolution fine = resolution(data, prior, chain);
  per_bin_ = static_cast<Eigen::Index>(fine.points_per_bin);
  grid_ = covering(covered(data, prior), fine.step());
  data_ = density(data, grid_);
  prior_ = density(prior, grid_);
}

double LineTruth::total_variation(const metrics::Points& x, int node) const {
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

std::optional<LineTruth> line_truth(const BridgeModel& model, const Method& method) {
  const auto laws = laws_on_the_line(model);
  if (!laws || !line_truth_refusal(model, method).empty()) return std::nullopt;
  return LineTruth(laws->data, laws->prior, model.chain.reference());
}

std::string line_truth_refusal(const BridgeModel& model, const Method& method) {
  const auto laws = laws_on_the_line(model);
  if (!laws) return "";
  constexpr double most = 1e10;
  const double n = points_of(covered(laws->data, laws->prior),
                             resolution(laws->data, laws->prior, model.chain.reference()).step()),
               exponentials = 3 * n * n * method.half_bridges();  // a half-bridge and its two ends
  if (exponentials <= most) return "";
  return fmt::format(
      "no exact IPF beside this bridge: for components as narrow as {:.3g} its grid would take {:.2g} "
      "exponentials, and {:.0e} is the most; wider ones have it",
      std::min(narrowest(laws->data), narrowest(laws->prior)), exponentials, most);
}

}  // namespace pont::kinds::bridge
