// Draws from a blurred curve, and its law as a quadrature over the parameter.
#include "experiments/data/noisy_curve.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "experiments/data/gauss_legendre.hpp"

namespace pont::data {
namespace {

std::vector<double> column(const std::vector<Placement>& copies, double Placement::*member) {
  std::vector<double> values;
  for (const Placement& copy : copies) values.push_back(copy.*member);
  return values;
}

/// The parameters of a fine grid, and the length of the curve up to each (of its chords).
struct ArcLength {
  static constexpr int steps = 20000;
  std::vector<double> length{0};
  double low, high;

  explicit ArcLength(const PlaneCurve& curve) : low(curve.low), high(curve.high) {
    auto here = curve(low);
    for (int i = 1; i <= steps; ++i) {
      const auto next = curve(low + (high - low) * i / steps);
      length.push_back(length.back() + std::hypot(next[0] - here[0], next[1] - here[1]));
      here = next;
    }
  }
  /// The grid parameter at which the fraction f of the length is reached.
  double at(double f) const {
    const auto i = std::lower_bound(length.begin(), length.end(), f * length.back()) - length.begin();
    return low + (high - low) * static_cast<double>(std::min<std::ptrdiff_t>(i, steps)) / steps;
  }
};

using Ends = Eigen::Array<double, Eigen::Dynamic, 4>;  // x, y, dx, dy of each chord

Ends chords_of(const PlaneCurve& curve, const std::vector<Placement>& copies, int chords) {
  Ends all(static_cast<Eigen::Index>(copies.size()) * chords, 4);
  Eigen::Index row = 0;
  for (const Placement& copy : copies) {
    auto here = curve(curve.low);
    for (int i = 1; i <= chords; ++i) {
      const auto next = curve(curve.low + (curve.high - curve.low) * i / chords);
      all.row(row++) << copy.offset[0] + copy.scale * here[0], copy.offset[1] + copy.scale * here[1],
          copy.scale * (next[0] - here[0]), copy.scale * (next[1] - here[1]);
      here = next;
    }
  }
  return all;
}

// Distance of (x, y) from the nearest point of any chord.
double distance_from(const Ends& chords, double x, double y) {
  const auto px = x - chords.col(0), py = y - chords.col(1);
  const auto dx = chords.col(2), dy = chords.col(3);
  const Eigen::ArrayXd share = ((px * dx + py * dy) / (dx.square() + dy.square())).max(0).min(1);
  return std::sqrt(((px - share * dx).square() + (py - share * dy).square()).minCoeff());
}

}  // namespace

NoisyCurve::NoisyCurve(PlaneCurve curve, std::vector<Placement> copies, double sigma)
    : curve_(std::move(curve)),
      copies_(std::move(copies)),
      sigma_(sigma),
      copy_(column(copies_, &Placement::weight)) {}

Drawn NoisyCurve::draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const {
  const Draws draws{step, first, rows, key, dtype};
  std::vector<double> offsets;
  for (const Placement& copy : copies_) offsets.insert(offsets.end(), copy.offset.begin(), copy.offset.end());
  const ad::Var i = draws.pick("copy", copy_);
  const auto c = curve_(curve_.low + (curve_.high - curve_.low) * draws.uniform("parameter", 1));
  const ad::Var on_curve =
      gather(draws.table(column(copies_, &Placement::scale), 1), i) * ad::concat({c[0], c[1]}, 1);
  return {gather(draws.table(offsets, 2), i) + on_curve + sigma_ * draws.normal("noise", 2),
          classes() > 0 ? i : ad::Var()};
}

Support NoisyCurve::support() const {
  const Ends all = chords_of(curve_, copies_, chords);
  const double longest = (all.col(2).square() + all.col(3).square()).sqrt().maxCoeff();
  const auto distance = [all](const metrics::Points& x) {
    Eigen::VectorXd far(x.rows());
    for (Eigen::Index i = 0; i < x.rows(); ++i) far[i] = distance_from(all, x(i, 0), x(i, 1));
    return far;
  };
  return {distance, std::max(4 * sigma_, longest)};
}

std::optional<sde::Mixture> NoisyCurve::quadrature(double panel) const {
  const ArcLength arc(curve_);
  std::vector<std::array<double, 3>> components;  // weight, x, y
  for (const Placement& copy : copies_) {
    const double panels = std::ceil(std::abs(copy.scale) * arc.length.back() / (panel * sigma_));
    if (!(panels * gauss_legendre_16.size() + components.size() <= most_components)) return std::nullopt;
    for (double k = 0; k < panels; ++k) {
      const double a = arc.at(k / panels), b = arc.at((k + 1) / panels);
      for (const auto& [node, weight] : gauss_legendre_16) {
        const auto c = curve_(0.5 * (a + b) + 0.5 * (b - a) * node);
        components.push_back({copy.weight * (b - a) * weight, copy.offset[0] + copy.scale * c[0],
                              copy.offset[1] + copy.scale * c[1]});
      }
    }
  }
  const auto n = static_cast<Eigen::Index>(components.size());
  const Eigen::Map<const Eigen::Array<double, 3, Eigen::Dynamic>> table(components.data()->data(), 3, n);
  return sde::checked(
      {table.row(0), table.bottomRows(2).transpose(), Eigen::ArrayXXd::Constant(n, 1, sigma_ * sigma_)});
}

}  // namespace pont::data
